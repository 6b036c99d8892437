package dev.stuckpod.cli.cluster.wire;

import java.io.IOException;
import java.net.URI;

/** What a question to an API server goes by. */
@FunctionalInterface
public interface Wire {

  /** What has come back, whatever it is. */
  record Answer(int code, String text) {

    /** Whether it is what was asked for. */
    public boolean isGood() {
      return code >= 200 && code < 300;
    }
  }

  /**
   * Gets what stands at an address.
   *
   * @param form that is wanted, as {@code Accept} names it
   * @throws IOException if nothing comes back
   */
  Answer get(URI address, String form) throws IOException;
}
