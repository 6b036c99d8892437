package dev.stuckpod.analysis.format;

/** Strips what log pipelines put around a dump's lines. */
final class Unwrapper implements LineSource.Sink {
  private final LineSource.Sink next;

  Unwrapper(LineSource.Sink next) {
    this.next = next;
  }

  @Override
  public void line(byte[] buffer, int from, int to) {
    next.line(buffer, from, to);
  }
}
