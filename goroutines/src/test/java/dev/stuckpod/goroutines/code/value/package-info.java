@NullMarked
package dev.stuckpod.goroutines.code.value;

import org.jspecify.annotations.NullMarked;
