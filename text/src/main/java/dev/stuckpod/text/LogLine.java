package dev.stuckpod.text;

/** One line of a log: whoever reads it finds the events that were logged, and no others. */
public final class LogLine implements Fit {

  private static final String BREAK = " | ";

  private final String text;

  private LogLine(String text) {
    this.text = text;
  }

  /** Makes a line of what is logged; where it has several, they are told apart. */
  public static LogLine of(String foreign) {
    if (Unfit.isFit(foreign)) {
      return new LogLine(foreign);
    }
    return new LogLine(OneLine.of(foreign.stripTrailing().replaceAll("[\\r\\n]+", BREAK)).text());
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
