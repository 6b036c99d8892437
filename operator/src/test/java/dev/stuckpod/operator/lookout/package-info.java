@NullMarked
package dev.stuckpod.operator.lookout;

import org.jspecify.annotations.NullMarked;
