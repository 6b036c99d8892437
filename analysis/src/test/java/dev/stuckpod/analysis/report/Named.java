package dev.stuckpod.analysis.report;

import java.util.List;
import java.util.Map;

/** An analysis in which all that an app may name has one name. */
final class Named {

  private Named() {}

  static Analysis everything(String name) {
    return new Analysis(
        Analysis.SCHEMA,
        new Analysis.RuntimeInfo(name, name),
        false,
        List.of(name),
        new Analysis.Summary(1, 1, 0, Map.of(name, 1)),
        Verdict.Inconclusive,
        name,
        Confidence.Suspected,
        List.of(
            new Finding(
                name,
                Kind.UNKNOWN,
                name + " waits",
                name,
                Confidence.Suspected,
                new Finding.Resource(name, name, name),
                List.of(
                    new Finding.Participant(
                        Role.HOLDER, 1, name, name, name, name, List.of(name), name)),
                List.of(name),
                name)),
        List.of(
            new Analysis.Stack(
                1, name, 0, false, List.of(new Analysis.Line(name, name, 1)), List.of(name))),
        null);
  }
}
