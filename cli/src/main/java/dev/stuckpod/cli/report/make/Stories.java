package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.cli.report.link.Links;
import dev.stuckpod.cli.report.page.Ask;
import dev.stuckpod.cli.report.page.Fact;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.cli.report.page.Story;
import dev.stuckpod.cli.report.page.Table;
import dev.stuckpod.cli.report.picture.Pictures;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells what the dumps of one process say. */
final class Stories {

  private Stories() {}

  /** One of files alone. */
  static Story of(List<String> files, Evidence evidence, Links links) {
    Picture picture = picture(evidence, links);
    String name = String.join(", ", files);
    return of("dump", name, evidence, null, picture, Asking.files(files, picture), links);
  }

  /** One of a DumpAnalysis. */
  static Story of(
      String id, DumpAnalysis object, String namespace, Evidence evidence, Links links) {
    Picture picture = picture(evidence, links);
    List<Ask> again = Asking.analysis(object, namespace, picture);
    return of(id, object.getSpec().podName(), evidence, object, picture, again, links);
  }

  private static Story of(
      String id,
      String name,
      Evidence evidence,
      @Nullable DumpAnalysis object,
      @Nullable Picture picture,
      List<Ask> again,
      Links links) {
    Analysis analysis = evidence.analysis();
    List<String> remarks = new ArrayList<>();
    analysis.crashes().forEach(crash -> remarks.add(crash.said()));
    remarks.addAll(analysis.problems());
    remarks.addAll(evidence.remarks());
    String routines = PlainText.routines(analysis.runtime());
    return new Story(
        id,
        name,
        Headlines.of(analysis),
        facts(analysis, routines, object),
        remarks,
        picture,
        Causes.of(analysis, links),
        Movements.of(evidence.dumps(), analysis, routines),
        siblings(object),
        readings(object),
        Listed.of(analysis, links),
        evidence.raws(),
        again);
  }

  private static @Nullable Picture picture(Evidence evidence, Links links) {
    return evidence.graph() == null
        ? Pictures.of(evidence.analysis(), links)
        : Pictures.of(evidence.graph(), evidence.analysis(), links);
  }

  private static List<Fact> facts(
      Analysis analysis, String routines, @Nullable DumpAnalysis object) {
    List<Fact> facts = new ArrayList<>();
    if (object != null) {
      String container = object.getSpec().container();
      facts.add(
          new Fact("Pod", object.getSpec().podName() + (container == null ? "" : "/" + container)));
      if (object.getStatus() != null && object.getStatus().nodeName() != null) {
        facts.add(new Fact("Node", object.getStatus().nodeName()));
      }
    }
    Analysis.RuntimeInfo runtime = analysis.runtime();
    String version = Objects.requireNonNullElse(runtime.version(), "");
    facts.add(new Fact("Runtime", (runtime.name() + " " + version).strip()));
    Analysis.Summary summary = analysis.summary();
    facts.add(
        new Fact(
            "Dump",
            "%d %s, %d unique stacks, %d idle; it is %s"
                .formatted(
                    summary.routines(),
                    routines,
                    summary.uniqueStacks(),
                    summary.idle(),
                    analysis.complete() ? "complete" : "not complete")));
    return facts;
  }

  private static List<TriggerReading> trigger(@Nullable DumpAnalysis object) {
    return object == null
            || object.getSpec().trigger() == null
            || object.getSpec().trigger().readings() == null
        ? List.of()
        : object.getSpec().trigger().readings();
  }

  private static List<String> siblings(@Nullable DumpAnalysis object) {
    Stream<String> evidence =
        trigger(object).stream()
            .filter(reading -> "sibling".equals(reading.clause()))
            .map(reading -> text(reading.message()))
            .filter(text -> !text.isEmpty());
    return Stream.concat(evidence, object == null ? Stream.of() : Beside.of(object).stream())
        .toList();
  }

  private static List<Table> readings(@Nullable DumpAnalysis object) {
    List<List<String>> rows =
        trigger(object).stream()
            .map(r -> List.of(r.clause(), text(r.metric()), text(r.value()), text(r.message())))
            .toList();
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                "What was read when it was noticed",
                List.of("clause", "metric", "value", "what it says"),
                rows));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
