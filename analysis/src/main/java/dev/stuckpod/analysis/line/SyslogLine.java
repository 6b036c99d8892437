package dev.stuckpod.analysis.line;

/**
 * A line as journalctl and syslog show it: {@code Nov 24 03:04:05 host unit[123]: text}, the time
 * also in ISO 8601.
 */
final class SyslogLine implements Wrapper {
  private static final byte[] COLON = Bytes.of(": ");

  private final OneSource programs;

  SyslogLine(Unwrapper.StartTest test) {
    this.programs = new OneSource(test);
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    int host = timeEnd(b, from, to);
    int unit = host < 0 ? -1 : Bytes.indexOf(b, host + 1, to, ' ');
    int colon = unit < 0 ? -1 : Bytes.indexOf(b, unit + 1, to, ':');
    if (colon <= unit + 1 || Bytes.indexOf(b, unit + 1, colon, ' ') >= 0) {
      return false;
    }
    int after = Bytes.startsWith(b, colon, to, COLON) ? colon + COLON.length : colon + 1;
    int text = Math.min(after, to);
    if (programs.takes(Bytes.text(b, unit, colon), b, text, to)) {
      inner.line(b, text, to);
    } else {
      programs.drop();
    }
    return true;
  }

  private static int timeEnd(byte[] b, int from, int to) {
    int iso = Timestamp.end(b, from, to);
    if (iso >= 0) {
      return iso < to ? iso : -1;
    }
    // "Nov 24 03:04:05", the day padded with a blank
    boolean shape =
        to - from > 16
            && Character.isUpperCase(b[from])
            && b[from + 3] == ' '
            && Bytes.isDigit(b[from + 5])
            && b[from + 6] == ' '
            && Bytes.isDigit(b[from + 7])
            && b[from + 9] == ':'
            && b[from + 12] == ':';
    return shape ? Bytes.indexOf(b, from + 15, Math.min(to, from + 30), ' ') : -1;
  }

  @Override
  public void pin() {
    programs.pin();
  }

  @Override
  public int dropped() {
    return programs.dropped();
  }
}
