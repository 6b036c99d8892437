@NullMarked
package dev.stuckpod.operator.answers;

import org.jspecify.annotations.NullMarked;
