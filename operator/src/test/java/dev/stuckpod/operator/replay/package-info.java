@NullMarked
package dev.stuckpod.operator.replay;

import org.jspecify.annotations.NullMarked;
