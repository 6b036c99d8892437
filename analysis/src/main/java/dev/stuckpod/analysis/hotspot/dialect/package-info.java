/** What the names, calls and states of threads mean. */
@NullMarked
package dev.stuckpod.analysis.hotspot.dialect;

import org.jspecify.annotations.NullMarked;
