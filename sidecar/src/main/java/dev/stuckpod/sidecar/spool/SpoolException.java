package dev.stuckpod.sidecar.spool;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Nothing can be kept, as the sidecar's volume is full or cannot be written. */
public final class SpoolException extends IOException {
  private static final long serialVersionUID = 1L;

  SpoolException(Path spool, IOException why) {
    super(sentence(spool, reason(why)), why);
  }

  static String sentence(Path spool, String why) {
    return "The sidecar cannot keep a dump in its spool "
        + spool
        + " ("
        + why
        + "): free room on the node's disk, or let the pod's user write to the volume";
  }

  static String reason(IOException why) {
    if (why instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (why instanceof NoSuchFileException) {
      return "it does not exist";
    }
    String reason =
        why instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : why.getMessage();
    return String.valueOf(reason);
  }
}
