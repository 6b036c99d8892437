package dev.stuckpod.analysis.model.lock;

/**
 * A channel that a goroutine waits at, as only its memory tells: a text dump of the runtime names
 * no channel of a select, and of no channel how full it is.
 *
 * @param way what the goroutine would do with it
 * @param address of the channel
 * @param buffered values in its buffer
 * @param capacity of its buffer
 * @param closed whether it is closed
 */
public record ChannelUse(Way way, long address, long buffered, long capacity, boolean closed) {

  /** What a goroutine would do with a channel. */
  public enum Way {
    SEND,
    RECEIVE,
    /** The one or the other. */
    UNKNOWN
  }

  /** Gives {@code send to 0xc0001040c0 (16 of 16 buffered)}. */
  @Override
  public String toString() {
    String does =
        switch (way) {
          case SEND -> "send to";
          case RECEIVE -> "receive from";
          case UNKNOWN -> "use";
        };
    return "%s 0x%x (%s%s)"
        .formatted(
            does,
            address,
            capacity == 0 ? "unbuffered" : buffered + " of " + capacity + " buffered",
            closed ? ", closed" : "");
  }
}
