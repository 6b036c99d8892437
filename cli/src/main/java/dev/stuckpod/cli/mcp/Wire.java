package dev.stuckpod.cli.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * One message a line, both ways. When nothing more comes in, what was asked is still answered: who
 * writes questions into a pipe closes it behind them.
 */
final class Wire {
  /** Longer lines are not looked at here; the protocol's library refuses them. */
  static final int LONGEST = 1 << 20;

  private static final long PATIENCE_MILLIS = 70_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch ended = new CountDownLatch(1);
  private int open;

  Wire(InputStream in, OutputStream out) {
    this.in = new Questions(in);
    this.out = new Answers(out);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** Waits until nothing more comes in, and all is answered. */
  void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private synchronized void count(int more) {
    open += more;
    notifyAll();
  }

  private synchronized void awaitAnswers() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    for (long left = PATIENCE_MILLIS; open > 0 && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  private void heard(String line) {
    try {
      JsonNode message = JSON.readTree(line);
      if (message == null || !message.has("method")) {
        return;
      }
      if (message.hasNonNull("id")) {
        count(1);
      } else if (message.path("method").asText().equals("notifications/cancelled")) {
        count(-1);
      }
    } catch (JsonProcessingException none) {
      return; // the library says so
    }
  }

  /** What comes in. */
  private final class Questions extends FilterInputStream {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Questions(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      for (int i = offset; i < offset + n; i++) {
        if (into[i] == '\n') {
          hear();
        } else if (line.size() < LONGEST) {
          line.write(into[i]);
        }
      }
      if (n < 0) {
        hear();
        end();
      }
      return n;
    }

    private void hear() {
      heard(line.toString(StandardCharsets.UTF_8));
      line.reset();
    }

    private void end() {
      try {
        awaitAnswers();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } finally {
        ended.countDown();
      }
    }
  }

  /** What goes out. */
  private final class Answers extends FilterOutputStream {
    Answers(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      out.flush();
      for (int i = offset; i < offset + length; i++) {
        if (from[i] == '\n') {
          count(-1);
        }
      }
    }
  }
}
