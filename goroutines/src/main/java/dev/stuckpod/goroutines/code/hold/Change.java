package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Range;
import org.jspecify.annotations.Nullable;

/**
 * What something does to a lock of a process.
 *
 * @param address null where that is not known
 * @param quality how the address is known, see {@link Known}
 */
record Change(Kind kind, @Nullable Long address, int quality, Range range) {}
