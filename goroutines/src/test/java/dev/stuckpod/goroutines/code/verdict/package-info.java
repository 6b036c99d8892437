@NullMarked
package dev.stuckpod.goroutines.code.verdict;

import org.jspecify.annotations.NullMarked;
