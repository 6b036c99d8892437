package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.flow.Learned;
import java.lang.ref.SoftReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about a program's code, for the next time that a process of it is opened: of
 * the program that was closed last, and for as long only as the heap has room for it. For several
 * threads.
 */
public final class Knowledge {

  private @Nullable Kept kept;

  /**
   * Which program it is, by what the kernel says of its file: what a program says of itself may be
   * another's.
   *
   * @param file which no other file equals
   * @param text where its code was loaded, as that is counted by addresses
   */
  record Of(Object file, long text) {}

  private record Kept(Of program, SoftReference<Learned> learned) {}

  /** Gives what is known of a program, which nobody else has meanwhile. */
  synchronized Optional<Learned> take(@Nullable Of program) {
    Kept last = kept;
    if (last == null || !last.program().equals(program)) {
      return Optional.empty();
    }
    kept = null;
    return Optional.ofNullable(last.learned().get());
  }

  /** Keeps what is known of a program. */
  synchronized void keep(@Nullable Of program, Learned learned) {
    if (program != null) {
      kept = new Kept(program, new SoftReference<>(learned));
    }
  }
}
