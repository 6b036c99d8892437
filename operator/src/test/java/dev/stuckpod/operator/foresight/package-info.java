@NullMarked
package dev.stuckpod.operator.foresight;

import org.jspecify.annotations.NullMarked;
