package dev.stuckpod.cli.report.make;

import dev.stuckpod.cli.report.page.Ask;
import dev.stuckpod.cli.report.page.Picture;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How to ask again: commands as they are typed, and queries. */
final class Asking {
  private static final Pattern PLAIN = Pattern.compile("[\\w./:=@%+,-]+");
  private static final Pattern ID = Pattern.compile("[\\w-]{1,40}");
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][\\w:]*");

  private Asking() {}

  static List<Ask> files(List<String> files, @Nullable Picture picture) {
    String named = files.stream().map(Asking::quoted).collect(Collectors.joining(" "));
    List<Ask> all = new ArrayList<>();
    all.add(new Ask("Look into it, question by question", "stuckpod explore " + named));
    all.addAll(root(picture, "stuckpod explore " + quoted(files.getLast())));
    String series = files.size() > 1 ? "--series " : "";
    all.add(new Ask("The same as text", "stuckpod analyze " + series + named));
    return all;
  }

  static List<Ask> analysis(DumpAnalysis analysis, String namespace, @Nullable Picture picture) {
    String name = quoted(analysis.getMetadata().getName());
    String in = namespace.isEmpty() ? "" : " -n " + quoted(namespace);
    List<Ask> all = new ArrayList<>();
    all.add(new Ask("The object", "kubectl get dumpanalysis %s%s -o yaml".formatted(name, in)));
    all.add(new Ask("The same as text", "stuckpod show %s%s".formatted(name, in)));
    String explore = "stuckpod explore%s %s".formatted(in, name);
    all.add(new Ask("Look into the dump", explore));
    all.addAll(root(picture, explore));
    all.add(new Ask("The whole dump", "stuckpod raw %s%s > %s.txt".formatted(name, in, name)));
    all.add(
        new Ask(
            "A new dump of the pod",
            "stuckpod capture %s%s".formatted(quoted(analysis.getSpec().podName()), in)));
    queries(analysis, namespace)
        .forEach(query -> all.add(new Ask("Its readings, in PromQL", query)));
    return all;
  }

  static List<Ask> window(String name, String namespace) {
    String in = namespace.isEmpty() ? "" : " -n " + quoted(namespace);
    return List.of(
        new Ask(
            "The window", "kubectl get loadtestwindow %s%s -o yaml".formatted(quoted(name), in)),
        new Ask("Its analyses", "stuckpod list" + in),
        new Ask(
            "This page, as long as the window is kept",
            "stuckpod report loadtestwindow/%s%s".formatted(name, in)));
  }

  /** Asks the explorer about one of whom all wait for, where it takes its id. */
  private static List<Ask> root(@Nullable Picture picture, String explore) {
    return picture == null
        ? List.of()
        : picture.nodes().stream()
            .filter(node -> node.part() == Picture.Part.ROOT || node.part() == Picture.Part.CIRCLE)
            .map(Picture.Node::example)
            .filter(id -> ID.matcher(id).matches())
            .limit(1)
            .map(id -> new Ask("Who waits for the root", explore + " -- who waits for " + id))
            .toList();
  }

  private static Set<String> queries(DumpAnalysis analysis, String namespace) {
    Set<String> queries = new LinkedHashSet<>();
    var trigger = analysis.getSpec().trigger();
    if (trigger == null || trigger.readings() == null) {
      return queries;
    }
    for (TriggerReading reading : trigger.readings()) {
      String metric = reading.metric();
      if (metric != null && METRIC.matcher(metric).matches()) {
        String of =
            "%s{namespace=\"%s\", pod=\"%s\"}"
                .formatted(metric, namespace, analysis.getSpec().podName());
        queries.add("counters".equals(reading.clause()) ? "rate(%s[1m])".formatted(of) : of);
      } else if (metric != null && !metric.isBlank()) {
        queries.add(metric);
      }
    }
    return queries;
  }

  /** As one would type it in a shell. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
