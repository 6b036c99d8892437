/**
 * Where dumps are kept and how they are read back: one {@link dev.stuckpod.dumps.DumpStore}, today
 * of RawDump objects. Knows nothing of what a dump says.
 */
@NullMarked
package dev.stuckpod.dumps;

import org.jspecify.annotations.NullMarked;
