package dev.stuckpod.sidecar.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What keeps a JVM from being attached to without harm. */
enum AttachObstacle {
  /** It does not let itself be attached to: a try would print a dump into its log. */
  DISABLED,
  /** Its socket can be made nowhere. */
  READ_ONLY_TMP,
  /** It does not listen, and the signal that would make it listen would end it. */
  NOT_CAUGHT;

  /** HotSpot makes it 32 KiB; whatever is there is the app's. */
  private static final int LARGEST_COUNTERS = 1 << 20;

  private static final String DISABLE = "-XX:+DisableAttachMechanism";

  /**
   * Looks for one.
   *
   * @throws IOException if the sidecar may not look, or the process is gone
   */
  static Optional<AttachObstacle> of(Proc proc, int pid, ProcStatus status) throws IOException {
    Path tmp = proc.path(pid, "root/tmp");
    if (isDisabled(proc, pid, tmp, status.nspid())) {
      return Optional.of(DISABLED);
    }
    if (!Files.isWritable(tmp)) {
      return Optional.of(READ_ONLY_TMP);
    }
    return status.catchesSigquit() || Files.exists(tmp.resolve(".java_pid" + status.nspid()))
        ? Optional.empty()
        : Optional.of(NOT_CAUGHT);
  }

  private static boolean isDisabled(Proc proc, int pid, Path tmp, int nspid) throws IOException {
    return proc.hasWord(pid, "cmdline", DISABLE::equals)
        || proc.hasWord(pid, "environ", v -> v.contains("_OPTIONS=") && v.contains(DISABLE))
        || saysSo(tmp, nspid);
  }

  private static boolean saysSo(Path tmp, int nspid) throws IOException {
    if (!Files.isReadable(tmp)) {
      return false;
    }
    try (DirectoryStream<Path> users = Files.newDirectoryStream(tmp, "hsperfdata_*")) {
      for (Path user : users) {
        Path counters = user.resolve(Integer.toString(nspid));
        if (Files.isReadable(counters)
            && PerfData.attachable(begin(counters)).equals(Optional.of(false))) {
          return true;
        }
      }
      return false;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static byte[] begin(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(LARGEST_COUNTERS);
    }
  }
}
