package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.runtime.Waits;

/** Prints the channels that a goroutine waits at, which the runtime does not tell. */
final class WaitsText {

  private WaitsText() {}

  /**
   * Prints one line, or none.
   *
   * @param select whether it waits for the first of several
   */
  static void print(boolean select, Waits waits, Text out) {
    if (waits.size() == 0) {
      return;
    }
    out.add(select ? "\t# select: " : "\t# channel: ");
    int count = select ? waits.size() : 1;
    for (int i = 0; i < count; i++) {
      out.add(i == 0 ? "" : "; ");
      if (select) {
        out.add(
            switch (waits.direction(i)) {
              case RECEIVE -> "receive ";
              case SEND -> "send ";
              case ON -> "on ";
            });
      }
      out.hex(waits.channel(i)).add(" (").add(waits.count(i)).add('/').add(waits.capacity(i));
      out.add(waits.isClosed(i) ? ", closed)" : ")");
    }
    out.add(waits.hasMore() ? "; ...\n" : "\n");
  }
}
