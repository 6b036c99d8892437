package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.line.Bytes;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines above the threads in the text of Thread.dump_to_file: process, time, version. A version
 * is taken for one only where the time stands right above it; logs are full of numbers.
 */
final class ThreadFileHead implements Form.Head {
  private static final int LONGEST = 100;
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Pattern VERSION = Pattern.compile("\\d{2}([-.+]\\S*)?");

  private boolean afterTime;
  private @Nullable String version;

  @Override
  public String firstBytes() {
    return "0123456789";
  }

  @Override
  public boolean ends(byte[] b, int from, int to) {
    if (from == to || !Bytes.isDigit(b[from]) || to - from >= LONGEST) {
      afterTime = false;
      return false;
    }
    String line = Bytes.text(b, from, to);
    boolean ends = afterTime && VERSION.matcher(line).matches();
    version = ends ? line : version;
    afterTime = TIME.matcher(line).matches();
    return ends;
  }

  @Override
  public @Nullable String version() {
    return version;
  }
}
