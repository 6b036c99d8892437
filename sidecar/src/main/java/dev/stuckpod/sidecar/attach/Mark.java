package dev.stuckpod.sidecar.attach;

import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.process.Proc;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/** The file that tells a JVM, when a signal comes, that it is to listen and not to print. */
final class Mark implements AutoCloseable {

  private final Held folder;
  private final String name;
  private final boolean borrowed;

  private Mark(Held folder, String name, boolean borrowed) {
    this.folder = folder;
    this.name = name;
    this.borrowed = borrowed;
  }

  /**
   * Makes it where the JVM looks for it: in the folder it works in, else in its /tmp.
   *
   * @param tmp stays the caller's to close
   */
  static Mark make(Proc proc, int pid, int nspid, Held tmp) throws AttachException, IOException {
    String name = ".attach_pid" + nspid;
    Held folder = null;
    try {
      folder = proc.workingFolderOf(pid);
      put(folder, name);
      return new Mark(folder, name, false);
    } catch (IOException readOnly) { // common for a working directory: /tmp is next
      if (folder != null) {
        folder.close();
      }
    }
    try {
      put(tmp, name);
      return new Mark(tmp, name, true);
    } catch (IOException readOnly) {
      throw new AttachException(
          Reason.ReadOnlyTmp,
          "Neither the app's working directory nor its /tmp can be written: "
              + readOnly.getMessage());
    }
  }

  private static void put(Held folder, String name) throws IOException {
    try {
      folder.create(name);
    } catch (FileAlreadyExistsException left) {
      // as good as a new one
    }
  }

  @Override
  public void close() throws IOException {
    try {
      folder.remove(name);
    } finally {
      if (!borrowed) {
        folder.close();
      }
    }
  }
}
