package dev.stuckpod.images;

/** An image could not be made or pushed; the message says in one sentence what to do. */
public final class ImageException extends Exception {

  private static final long serialVersionUID = 1L;

  ImageException(String message) {
    super(message);
  }

  ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
