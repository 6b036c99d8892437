@NullMarked
package dev.stuckpod.goroutines.layout;

import org.jspecify.annotations.NullMarked;
