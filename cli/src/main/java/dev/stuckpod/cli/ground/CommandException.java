package dev.stuckpod.cli.ground;

/** A command could not do what was asked; the message says in one sentence what to do. */
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public CommandException(String message) {
    super(message);
  }

  /** Says what is wrong, and where that comes from. */
  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
