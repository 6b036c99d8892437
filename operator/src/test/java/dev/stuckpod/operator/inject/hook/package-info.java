@NullMarked
package dev.stuckpod.operator.inject.hook;

import org.jspecify.annotations.NullMarked;
