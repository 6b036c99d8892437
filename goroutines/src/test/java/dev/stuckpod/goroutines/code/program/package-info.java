@NullMarked
package dev.stuckpod.goroutines.code.program;

import org.jspecify.annotations.NullMarked;
