package dev.stuckpod.sidecar.spool;

import java.io.IOException;

/** A dump is larger than may be kept. */
public final class TooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  TooLargeException(long limit) {
    super(
        "The dump is larger than %d KiB compressed: raise the chart's injection.spoolLimit"
            .formatted(limit >> 10));
  }
}
