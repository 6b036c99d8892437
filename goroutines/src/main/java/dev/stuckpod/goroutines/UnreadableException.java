package dev.stuckpod.goroutines;

/** A process cannot be read. The message is one sentence: why, and what helps. */
public final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1;

  private final Obstacle obstacle;

  /** Made by the reader, and by tests of its users. */
  public UnreadableException(Obstacle obstacle, String message) {
    super(message);
    this.obstacle = obstacle;
  }

  /** Tells the kind of reason. */
  public Obstacle obstacle() {
    return obstacle;
  }
}
