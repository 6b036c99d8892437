@NullMarked
package dev.stuckpod.goroutines.code.x86;

import org.jspecify.annotations.NullMarked;
