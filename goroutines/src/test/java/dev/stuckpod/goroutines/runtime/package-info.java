@NullMarked
package dev.stuckpod.goroutines.runtime;

import org.jspecify.annotations.NullMarked;
