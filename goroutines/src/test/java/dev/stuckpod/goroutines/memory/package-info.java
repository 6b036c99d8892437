@NullMarked
package dev.stuckpod.goroutines.memory;

import org.jspecify.annotations.NullMarked;
