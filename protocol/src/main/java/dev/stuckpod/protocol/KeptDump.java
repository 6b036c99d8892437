package dev.stuckpod.protocol;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One dump of those. It is fetched as that of any attempt.
 *
 * @param attemptId under which it is found
 * @param method null over the wire where it is not known here
 * @param containerID without the runtime's prefix; the container may have ended since
 * @param pid of the process that was dumped
 * @param startTime field 22 of its /proc/pid/stat
 * @param takenAt RFC 3339, by the clock of the node
 * @param waiting how many goroutines or threads waited for locks
 * @param message one sentence: why the process looked stuck
 */
public record KeptDump(
    String attemptId,
    @Nullable CaptureMethod method,
    String containerID,
    int pid,
    long startTime,
    String takenAt,
    int waiting,
    String message) {

  /** As long is a message at most. */
  public static final int LONGEST_MESSAGE = 500;

  private static final String ID = "[0-9a-zA-Z-]{1,63}";
  private static final String CONTAINER = "[0-9a-zA-Z_.-]{1,128}";

  /** Whether it makes sense; true need it not be. */
  @SuppressWarnings("ConstantValue") // what came over the wire may lack members
  public boolean isSane() {
    return attemptId != null
        && attemptId.matches(ID)
        && method != null
        && !method.signals()
        && containerID != null
        && containerID.matches(CONTAINER)
        && message != null
        && message.length() <= LONGEST_MESSAGE
        && waiting >= 0
        && isTime(takenAt);
  }

  /** The same with another text, such as one that is fit to be shown. */
  public KeptDump with(UnaryOperator<String> text) {
    return new KeptDump(
        attemptId, method, containerID, pid, startTime, takenAt, waiting, text.apply(message));
  }

  private static boolean isTime(@Nullable String text) {
    try {
      return text != null && Instant.parse(text).isAfter(Instant.EPOCH);
    } catch (DateTimeParseException wrong) {
      return false;
    }
  }
}
