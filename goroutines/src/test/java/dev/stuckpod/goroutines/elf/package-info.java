@NullMarked
package dev.stuckpod.goroutines.elf;

import org.jspecify.annotations.NullMarked;
