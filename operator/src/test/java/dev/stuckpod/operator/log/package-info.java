@NullMarked
package dev.stuckpod.operator.log;

import org.jspecify.annotations.NullMarked;
