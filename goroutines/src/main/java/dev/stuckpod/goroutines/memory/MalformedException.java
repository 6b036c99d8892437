package dev.stuckpod.goroutines.memory;

/** The bytes are not what a Go program has there. The message is a clause: what is wrong. */
public final class MalformedException extends Exception {

  private static final long serialVersionUID = 1;

  private final String what;

  /** Says what is wrong, without a full stop. */
  public MalformedException(String message) {
    super(message);
    what = message;
  }

  /** Gives what is wrong. */
  public String what() {
    return what;
  }
}
