package dev.stuckpod.operator.promql;

/** A query, or a part of it, is not PromQL as this package knows it; the message says where. */
public final class NotUnderstood extends Exception {
  private static final long serialVersionUID = 1L;

  NotUnderstood(String message) {
    super(message, null, false, false);
  }
}
