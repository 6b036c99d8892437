package dev.stuckpod.operator.loadtest.openmetrics;

import dev.stuckpod.operator.loadtest.openmetrics.Choice.Chosen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Writes pods' series with the times of their scrapes, a line at a time: families one after the
 * other, each with its type, and in a last one what was left out of each pod. OpenMetrics 1.0 knows
 * no comments.
 *
 * <p>Source: the OpenMetrics specification, github.com/prometheus/OpenMetrics.
 */
public final class OpenMetrics {

  private static final String LEFT_OUT = "stuckpod_readings_left_out";
  private static final String TOTAL = "_total";

  private final String namespace;
  private final List<WrittenPod> pods;
  private final OutputStream out;
  private final LongSupplier packed;
  private final Extent most;
  private final Choice choice;

  /** Names of all families as they were, to tell those that would get the same name. */
  private final Set<String> names;

  private final Set<String> seen = new HashSet<>();
  private int seenOf = -1;
  private long samples;

  private OpenMetrics(
      String namespace, List<WrittenPod> pods, Extent most, OutputStream out, LongSupplier packed) {
    this.namespace = namespace;
    this.pods = pods;
    this.out = out;
    this.packed = packed;
    this.most = most;
    this.choice = Choice.of(pods, most.samples());
    this.names = choice.all().stream().map(Chosen::name).collect(Collectors.toSet());
  }

  /**
   * Writes them.
   *
   * @param pods those first that may tell most
   * @param packed how many bytes the text takes by now where it is kept
   * @return how many samples were written
   */
  public static long write(
      String namespace, List<WrittenPod> pods, Extent most, OutputStream out, LongSupplier packed)
      throws IOException {
    var text = new OpenMetrics(namespace, pods, most, out, packed);
    text.families();
    text.leftOut();
    text.line("# EOF\n");
    return text.samples;
  }

  private void families() throws IOException {
    List<Chosen> all = choice.all();
    for (int from = 0; from < all.size(); ) {
      String name = all.get(from).name();
      int to = from + 1;
      while (to < all.size() && all.get(to).name().equals(name)) {
        to++;
      }
      family(name, all.subList(from, to));
      from = to;
    }
  }

  private void family(String raw, List<Chosen> members) throws IOException {
    Optional<String> name = raw.startsWith(LEFT_OUT) ? Optional.empty() : Names.metric(raw);
    if (name.isEmpty()) {
      members.forEach(choice::leaveOut);
      return;
    }
    boolean declared = false;
    seenOf = -1;
    for (Chosen one : members) {
      Optional<String> series = series(name.get(), one);
      if (series.isEmpty() || packed.getAsLong() >= most.packed()) {
        choice.leaveOut(one);
        continue;
      }
      if (!declared) {
        line(type(raw, name.get(), members));
        declared = true;
      }
      samples += Samples.write(series.get(), pods.get(one.pod()).series(), one.track(), out);
    }
  }

  /** Its name with labels; empty where it cannot be written, or has been. */
  private Optional<String> series(String name, Chosen one) {
    if (seenOf != one.pod()) {
      seen.clear();
      seenOf = one.pod();
    }
    return Labels.of(one.track().text())
        .map(
            labels -> {
              Labels.put(labels, "pod", pods.get(one.pod()).pod());
              Labels.put(labels, "namespace", namespace);
              return text(name, labels);
            })
        .filter(seen::add);
  }

  /**
   * A counter's samples end with {@code _total} and its family does not; what counts and is not
   * called so is of no type that OpenMetrics knows.
   */
  private String type(String raw, String name, List<Chosen> members) {
    FamilyType type = FamilyType.of(members, pods);
    String family = name;
    if (type == FamilyType.Counter) {
      String base = raw.endsWith(TOTAL) ? raw.substring(0, raw.length() - TOTAL.length()) : "";
      if (base.isEmpty() || names.contains(base) || names.contains(base + "_created")) {
        type = FamilyType.Unknown;
      } else {
        family = name.substring(0, name.length() - TOTAL.length());
      }
    }
    return "# TYPE " + family + " " + type.word() + "\n";
  }

  private void leftOut() throws IOException {
    boolean declared = false;
    for (int pod = 0; pod < pods.size(); pod++) {
      if (choice.leftOut(pod) > 0) {
        if (!declared) {
          line("# TYPE " + LEFT_OUT + " gauge\n# HELP " + LEFT_OUT);
          line(" Series of a pod that are not in this file.\n");
          declared = true;
        }
        Map<String, String> labels = new TreeMap<>();
        labels.put("pod", pods.get(pod).pod());
        labels.put("namespace", namespace);
        line(
            "%s %d %s\n"
                .formatted(
                    text(LEFT_OUT, labels),
                    choice.leftOut(pod),
                    Samples.seconds(pods.get(pod).series().ago(0).toEpochMilli())));
      }
    }
  }

  private static String text(String name, Map<String, String> labels) {
    var text = new StringBuilder(name);
    Labels.write(labels, text);
    return text.toString();
  }

  private void line(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
