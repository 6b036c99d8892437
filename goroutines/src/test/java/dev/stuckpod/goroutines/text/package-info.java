@NullMarked
package dev.stuckpod.goroutines.text;

import org.jspecify.annotations.NullMarked;
