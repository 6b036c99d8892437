package dev.stuckpod.operator.loadtest.window;

/** What became of a pod in a window. */
public enum PodResult {
  Ok("ok"),
  Stuck("stuck"),
  /** It was suspected, never proven, and moves again. */
  Recovered("ok"),
  /** Its container ended and was started again; nothing else is to be said of it. */
  Restarted("restarted"),
  /** Nobody could see it, or look at it. */
  Unknown("unknown"),
  /** It was there for too short a time to be seen. */
  Brief("ok");

  private final String word;

  PodResult(String word) {
    this.word = word;
  }

  /** As it stands in reports. */
  public String word() {
    return word;
  }
}
