@NullMarked
package dev.stuckpod.operator.loadtest.keep;

import org.jspecify.annotations.NullMarked;
