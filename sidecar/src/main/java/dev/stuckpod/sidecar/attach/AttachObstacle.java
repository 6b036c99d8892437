package dev.stuckpod.sidecar.attach;

import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What keeps a JVM from being attached to without harm. */
public enum AttachObstacle {
  /** It does not let itself be attached to: a try would print a dump into its log. */
  DISABLED,
  /** Its socket can be made nowhere. */
  READ_ONLY_TMP,
  /** It does not listen, and the signal that would make it listen would end it. */
  NOT_CAUGHT;

  /** HotSpot makes it 32 KiB, and what it can do stands near its beginning. */
  private static final int COUNTERS = 1 << 17;

  /** So many users are looked for that have left counters in a /tmp. */
  private static final int MOST_USERS = 100;

  private static final String DISABLE = "-XX:+DisableAttachMechanism";

  /**
   * Looks for one.
   *
   * @throws IOException if the sidecar may not look, or the process is gone
   */
  public static Optional<AttachObstacle> of(Proc proc, int pid, ProcStatus status)
      throws IOException {
    if (isDisabled(proc, pid)) {
      return Optional.of(DISABLED);
    }
    try (Held root = proc.rootOf(pid);
        Held tmp = root.at("tmp")) {
      if (saysSo(tmp, status.nspid())) {
        return Optional.of(DISABLED);
      }
      if (!tmp.isWritable()) {
        return Optional.of(READ_ONLY_TMP);
      }
      return status.catchesSigquit() || tmp.has(".java_pid" + status.nspid())
          ? Optional.empty()
          : Optional.of(NOT_CAUGHT);
    } catch (NoSuchFileException noFolder) {
      return Optional.of(READ_ONLY_TMP);
    }
  }

  private static boolean isDisabled(Proc proc, int pid) throws IOException {
    return proc.hasWord(pid, "cmdline", DISABLE::equals)
        || proc.hasWord(pid, "environ", v -> v.contains("_OPTIONS=") && v.contains(DISABLE));
  }

  private static boolean saysSo(Held tmp, int nspid) {
    try {
      return tmp.names("hsperfdata_*", MOST_USERS).stream()
          .anyMatch(user -> forbids(tmp, user + "/" + nspid));
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static boolean forbids(Held tmp, String file) {
    try (Held counters = tmp.at(file)) {
      return PerfData.attachable(counters.begin(COUNTERS)).equals(Optional.of(false));
    } catch (IOException noCounters) {
      return false;
    }
  }
}
