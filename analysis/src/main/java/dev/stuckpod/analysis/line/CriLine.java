package dev.stuckpod.analysis.line;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of a container's log file as CRI runtimes write it: {@code 2026-01-02T03:04:05.678Z stderr
 * F text}. Long lines come in parts (P) that end with a full one (F).
 */
final class CriLine implements Wrapper {
  private static final byte[] STDOUT = Bytes.of(" stdout ");
  private static final byte[] STDERR = Bytes.of(" stderr ");

  private final int longest;
  private final OneSource streams;
  private final Map<String, ByteArrayOutputStream> parts = new LinkedHashMap<>();

  CriLine(Unwrapper.StartTest test, int longest) {
    this.longest = longest;
    this.streams = new OneSource(test);
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    int stream = Timestamp.end(b, from, to);
    if (stream < 0) {
      return false;
    }
    boolean error = Bytes.startsWith(b, stream, to, STDERR);
    int tag = stream + STDOUT.length;
    if (!error && !Bytes.startsWith(b, stream, to, STDOUT)
        || tag >= to
        || b[tag] != 'F' && b[tag] != 'P') {
      return false;
    }
    int blank = Bytes.indexOf(b, tag, to, ' ');
    int text = blank < 0 ? to : blank + 1;
    String source = error ? "stderr" : "stdout";
    ByteArrayOutputStream part = parts.get(source);
    if (part == null && b[tag] == 'F') {
      hand(source, b, text, to, inner);
      return true;
    }
    if (part == null) {
      part = new ByteArrayOutputStream();
      parts.put(source, part);
    }
    part.write(b, text, to - text);
    if (b[tag] == 'F' || part.size() >= longest) {
      parts.remove(source);
      byte[] whole = part.toByteArray();
      hand(source, whole, 0, whole.length, inner);
    }
    return true;
  }

  private void hand(String source, byte[] b, int from, int to, LineSource.Sink inner) {
    if (streams.takes(source, b, from, to)) {
      inner.line(b, from, to);
    } else {
      streams.drop();
    }
  }

  @Override
  public void pin() {
    streams.pin();
  }

  @Override
  public void end(LineSource.Sink inner) {
    parts.forEach((source, part) -> hand(source, part.toByteArray(), 0, part.size(), inner));
    parts.clear();
  }

  @Override
  public int dropped() {
    return streams.dropped();
  }
}
