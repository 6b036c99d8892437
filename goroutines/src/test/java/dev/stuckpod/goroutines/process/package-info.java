@NullMarked
package dev.stuckpod.goroutines.process;

import org.jspecify.annotations.NullMarked;
