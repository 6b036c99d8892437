/** Two dumps of one attempt as one: Thread.print, and the virtual threads of the dump to a file. */
@NullMarked
package dev.stuckpod.analysis.hotspot.join;

import org.jspecify.annotations.NullMarked;
