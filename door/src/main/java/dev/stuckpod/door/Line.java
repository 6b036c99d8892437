package dev.stuckpod.door;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection that knows how long its other end has been waited for. */
final class Line extends Socket {

  private Runnable heard = () -> {};
  private Runnable listening = () -> {};
  private volatile long waited;
  private volatile long since = System.nanoTime();
  private volatile boolean waiting = true;

  /** Has something done whenever bytes have come. */
  void onBytes(Runnable listener) {
    heard = listener;
  }

  /** Has something done whenever bytes are about to be waited for. */
  void onListening(Runnable listener) {
    listening = listener;
  }

  /** Whether the other end is waited for now. */
  boolean isWaiting() {
    return waiting;
  }

  /** How long it has been waited for, in nanoseconds. */
  long waited() {
    return waited + (waiting ? Math.max(System.nanoTime() - since, 0) : 0);
  }

  /** Counts anew. */
  void forgive() {
    since = System.nanoTime();
    waited = 0;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        listening.run();
        await();
        int read;
        try {
          read = in.read(bytes, offset, length);
        } finally {
          goOn();
        }
        heard.run();
        return read;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        await();
        try {
          out.write(bytes, offset, length);
        } finally {
          goOn();
        }
      }
    };
  }

  private void await() {
    since = System.nanoTime();
    waiting = true;
  }

  private void goOn() {
    waited = waited();
    waiting = false;
  }
}
