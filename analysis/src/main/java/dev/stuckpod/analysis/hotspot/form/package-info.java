/** The forms in which threads are printed, line by line. */
@NullMarked
package dev.stuckpod.analysis.hotspot.form;

import org.jspecify.annotations.NullMarked;
