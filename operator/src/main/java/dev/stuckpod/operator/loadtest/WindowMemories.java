package dev.stuckpod.operator.loadtest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The memories of open windows; one of a window that is not looked at any more goes by itself. */
final class WindowMemories {

  /** Longer than any pause between two looks. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  private record Used(WindowMemory memory, Instant at) {}

  private final Map<String, Used> memories = new HashMap<>();

  synchronized WindowMemory of(String uid, Instant now, Supplier<WindowMemory> make) {
    memories
        .values()
        .removeIf(
            used -> {
              boolean old = used.at().plus(KEPT).isBefore(now);
              if (old) {
                used.memory().close();
              }
              return old;
            });
    Used used = memories.get(uid);
    WindowMemory memory = used == null ? make.get() : used.memory();
    memories.put(uid, new Used(memory, now));
    return memory;
  }

  /** Forgets one. */
  synchronized void forget(String uid) {
    Used used = memories.remove(uid);
    if (used != null) {
      used.memory().close();
    }
  }
}
