package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Something is held whose address is not known.
 *
 * @param kind null where the code of the frame could not be followed
 */
public record Untied(int frame, @Nullable Kind kind, int least, int most) {}
