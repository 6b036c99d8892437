package dev.stuckpod.operator.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Opens files for writing. The one place where the spool meets the disk. */
public interface Disk {

  /** The machine's own. */
  Disk REAL = Files::newOutputStream;

  /** Opens a file. */
  OutputStream open(Path file, OpenOption... options) throws IOException;
}
