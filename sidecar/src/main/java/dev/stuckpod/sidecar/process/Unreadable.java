package dev.stuckpod.sidecar.process;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.util.Optional;

/**
 * Why a process's memory cannot be read.
 *
 * @param message one sentence, with the remedy
 */
public record Unreadable(Reason reason, String message) {

  /**
   * Opens the memory of a process and closes it again, which the process does not notice.
   *
   * @return empty where it can be read
   * @throws IOException if the process is gone
   */
  public static Optional<Unreadable> find(Proc proc, int pid) throws IOException {
    try (LiveProcess _ = LiveProcess.open(proc.directory(pid))) {
      return Optional.empty();
    } catch (UnreadableException why) {
      return Optional.of(of(why));
    }
  }

  /** Says it in the words of the protocol. */
  public static Unreadable of(UnreadableException why) {
    return new Unreadable(
        switch (why.obstacle()) {
          case YAMA -> Reason.YamaForbids;
          case OTHER_USER -> Reason.UidMismatch;
          case OTHER_GROUP -> Reason.GidMismatch;
          case MORE_CAPABILITIES -> Reason.RootApp;
          case NOT_DUMPABLE -> Reason.NotDumpable;
          // asked of what was identified as Go: then its build information is an older form
          case UNKNOWN_GO_VERSION, NOT_GO -> Reason.UnknownGoVersion;
          case EXEC_ONLY -> Reason.ExecOnly;
          case PLUGIN -> Reason.PluginBuild;
          case UNREADABLE -> Reason.Unreadable;
          case GONE -> Reason.ProcessGone;
        },
        String.valueOf(why.getMessage()).replaceFirst("\\.$", ""));
  }
}
