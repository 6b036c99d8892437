package dev.stuckpod.goroutines.code.value;

import org.jspecify.annotations.Nullable;

/** What a {@link Value} is counted from. */
public sealed interface Base {

  /** Nested no deeper than this: what is beyond is not known. */
  int DEEPEST = 8;

  /** Nothing: the value is a number. */
  enum Constant implements Base {
    /** The only one. */
    ZERO
  }

  /** Where the frame's return address lies. */
  enum Frame implements Base {
    /** The only one. */
    TOP
  }

  /** What a register held when the function was entered. */
  record Entry(int register) implements Base {}

  /** How a value got its name. */
  enum Way {
    /** An instruction defined it. */
    INSTRUCTION,
    /** Two ways into this place had different values there. */
    JOIN,
    /** The body of a loop, entered again here, had defined it. */
    LOOP
  }

  /**
   * Something that was defined.
   *
   * @param pc where
   * @param place which of the things that were defined there, see {@link Place}
   */
  record Defined(Way way, long pc, long place) implements Base {}

  /** The same as of now, where the code that lies ahead may define it anew. */
  record Earlier(Base base) implements Base {}

  /** An element of something: {@code array + index * scale}. */
  record Indexed(Base array, Value index, int scale) implements Base {}

  /** What an attempt to take a lock has told: 1 or 0. */
  record Tried(Kind kind, @Nullable Value lock) implements Base {}

  /** What lies in memory; only in what is compared or handed on, see {@link Origins#canonical}. */
  record Loaded(Value from) implements Base {}

  /** Tells how deep a base is nested. */
  default int depth() {
    return switch (this) {
      case Indexed x -> 1 + Math.max(x.array().depth(), x.index().base().depth());
      case Tried t -> t.lock() == null ? 1 : 1 + t.lock().base().depth();
      case Loaded l -> 1 + l.from().base().depth();
      case Earlier e -> e.base().depth();
      default -> 0;
    };
  }
}
