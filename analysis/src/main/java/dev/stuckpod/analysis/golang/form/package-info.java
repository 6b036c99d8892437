/** The forms in which goroutines are printed, line by line. */
@NullMarked
package dev.stuckpod.analysis.golang.form;

import org.jspecify.annotations.NullMarked;
