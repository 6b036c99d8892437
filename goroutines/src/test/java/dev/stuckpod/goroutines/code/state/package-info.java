@NullMarked
package dev.stuckpod.goroutines.code.state;

import org.jspecify.annotations.NullMarked;
