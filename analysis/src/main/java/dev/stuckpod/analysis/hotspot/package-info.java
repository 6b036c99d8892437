/** HotSpot, the JVM: one object that knows all of it; the rooms below know one thing each. */
@NullMarked
package dev.stuckpod.analysis.hotspot;

import org.jspecify.annotations.NullMarked;
