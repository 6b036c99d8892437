/** What the names, calls and states of goroutines mean. */
@NullMarked
package dev.stuckpod.analysis.golang.dialect;

import org.jspecify.annotations.NullMarked;
