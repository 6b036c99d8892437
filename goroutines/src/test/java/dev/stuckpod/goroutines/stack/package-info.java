@NullMarked
package dev.stuckpod.goroutines.stack;

import org.jspecify.annotations.NullMarked;
