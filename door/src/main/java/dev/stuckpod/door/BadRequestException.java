package dev.stuckpod.door;

/** What came is not a request that is understood here. */
final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  BadRequestException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /** The status that says so. */
  int code() {
    return code;
  }
}
