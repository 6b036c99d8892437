package dev.stuckpod.operator.spool;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** Is full now and then, always in the middle of what is written. */
public final class ShakyDisk implements Disk {

  private final int times;
  private int refusals;

  /** Is full so many times. */
  public ShakyDisk(int times) {
    this.times = times;
  }

  public int refusals() {
    return refusals;
  }

  @Override
  public OutputStream open(Path file, OpenOption... options) throws IOException {
    return new FilterOutputStream(REAL.open(file, options)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (refusals < times) {
          refusals++;
          out.write(bytes, offset, length / 2);
          throw new IOException("No space left on device");
        }
        out.write(bytes, offset, length);
      }
    };
  }
}
