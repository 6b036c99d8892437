package dev.stuckpod.analysis.line;

import java.io.ByteArrayOutputStream;

/**
 * A line of a container's log file as CRI runtimes write it: {@code 2026-01-02T03:04:05.678Z stderr
 * F text}. Long lines come in parts (P) that end with a full one (F).
 */
final class CriLine implements Wrapper {
  private static final byte[] STDOUT = Bytes.of(" stdout ");
  private static final byte[] STDERR = Bytes.of(" stderr ");

  private final int longest;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private boolean lastError;
  private boolean pinned;
  private int dropped;

  CriLine(int longest) {
    this.longest = longest;
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
    if (pinned && error != lastError) {
      dropped++;
      return true;
    }
    lastError = error;
    int blank = Bytes.indexOf(b, tag, to, ' ');
    int text = blank < 0 ? to : blank + 1;
    if (b[tag] == 'P' && part.size() < longest) {
      part.write(b, text, to - text);
    } else if (part.size() == 0) {
      inner.line(b, text, to);
    } else {
      part.write(b, text, to - text);
      byte[] whole = part.toByteArray();
      part.reset();
      inner.line(whole, 0, whole.length);
    }
    return true;
  }

  @Override
  public void pin() {
    pinned = true;
  }

  @Override
  public int dropped() {
    return dropped;
  }
}
