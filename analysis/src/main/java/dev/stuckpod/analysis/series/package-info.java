/** Several dumps of one process: who has moved between them, what has grown, who burns CPU. */
@NullMarked
package dev.stuckpod.analysis.series;

import org.jspecify.annotations.NullMarked;
