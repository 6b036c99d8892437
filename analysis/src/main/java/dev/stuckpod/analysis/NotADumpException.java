package dev.stuckpod.analysis;

/** Says in one sentence why the input holds no dump that can be explained. */
public final class NotADumpException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotADumpException(String message) {
    super(message);
  }
}
