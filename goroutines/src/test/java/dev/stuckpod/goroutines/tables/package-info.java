@NullMarked
package dev.stuckpod.goroutines.tables;

import org.jspecify.annotations.NullMarked;
