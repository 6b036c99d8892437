package dev.stuckpod.goroutines.code.state;

import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.value.Value;
import org.jspecify.annotations.Nullable;

/** What the processor's flags tell. */
public sealed interface Flag {

  /** Two numbers were compared. */
  record Known(long number, long against) implements Flag {}

  /** A value was compared with a number; size in bytes. */
  record Compared(Value value, long against, int size) implements Flag {}

  /** An attempt to take a lock has ended: zero means taken, or means not taken. */
  record Attempt(Kind kind, @Nullable Value lock, boolean zeroIsTaken) implements Flag {}
}
