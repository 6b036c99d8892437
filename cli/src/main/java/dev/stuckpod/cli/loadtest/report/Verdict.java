package dev.stuckpod.cli.loadtest.report;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import dev.stuckpod.text.OneLine;

/**
 * What the gate says to who has called it.
 *
 * @param exit 1: something is stuck, 2: it could not be told, else the load's own code
 * @param line the last one that is written: which, and why
 */
public record Verdict(int exit, String line) {

  /** The exit code of something that is stuck. */
  public static final int STUCK = 1;

  /** The exit code of what could not be told. */
  public static final int UNKNOWN = 2;

  private static final int LONGEST = 600;

  /** Decides by the report alone. */
  public static Verdict of(Report report) {
    Integer load = report.load().exit();
    int exit =
        switch (report.result()) {
          case Stuck -> STUCK;
          case Unknown -> UNKNOWN;
          case Succeeded -> load == null ? 0 : load;
        };
    String reason =
        switch (report.result()) {
          case Stuck -> Reports.stuck(report.pods());
          case Unknown -> report.sentence();
          case Succeeded ->
              load == null || load == 0
                  ? report.sentence()
                  : stripped(report.sentence()) + ", and the load itself ended with " + load;
        };
    return new Verdict(exit, line(report.result(), reason, exit));
  }

  private static String line(Result result, String reason, int exit) {
    String sentence = OneLine.of(stripped(reason)).within(LONGEST).text();
    return "stuckpod: %s: %s (exit %d)".formatted(result, sentence, exit);
  }

  private static String stripped(String sentence) {
    String bare = sentence.strip();
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }
}
