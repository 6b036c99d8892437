package dev.stuckpod.images.ground;

/** An image could not be made or pushed; the message says in one sentence what to do. */
public final class ImageException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says why, in one sentence. */
  public ImageException(String message) {
    super(message);
  }

  /** Says why, in one sentence, and keeps what it came from. */
  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
