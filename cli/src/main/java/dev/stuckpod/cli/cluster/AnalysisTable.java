package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DumpAnalyses as the API server prints them, the latest first: the columns of {@code kubectl get},
 * and of the objects nothing else, which may be 10,000 of 192 KiB.
 */
public record AnalysisTable(List<Column> columns, List<Row> rows) {

  private static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final int PAGE = 500;

  /**
   * A column.
   *
   * @param wide whether it is shown only where there is room
   */
  public record Column(String name, boolean wide) {}

  /**
   * An analysis.
   *
   * @param created when, as RFC 3339 writes it
   * @param cells one for each column
   */
  public record Row(String namespace, String name, String created, List<String> cells) {}

  /**
   * Which are listed.
   *
   * @param namespace null: those of all
   * @param labels a label selector; null: any
   */
  public record Which(@Nullable String namespace, @Nullable String labels) {}

  /**
   * Reads it, page by page.
   *
   * @throws KubernetesClientException where the API server refuses
   */
  public static AnalysisTable read(KubernetesClient client, Which which) {
    return read(Line.of(client), which);
  }

  /**
   * Reads it likewise.
   *
   * @throws KubernetesClientException where the API server refuses
   */
  public static AnalysisTable read(Line line, Which which) {
    var columns = new ArrayList<Column>();
    var rows = new ArrayList<Row>();
    String more = "";
    do {
      Map<String, Object> page = page(line, which, more);
      if (columns.isEmpty()) {
        maps(page.get("columnDefinitions")).forEach(column -> columns.add(column(column)));
      }
      maps(page.get("rows")).forEach(row -> rows.add(row(row)));
      more = text(map(page.get("metadata")).get("continue"));
    } while (!more.isEmpty());
    rows.sort(
        Comparator.comparing(Row::created)
            .reversed()
            .thenComparing(Row::namespace)
            .thenComparing(Row::name));
    return new AnalysisTable(List.copyOf(columns), List.copyOf(rows));
  }

  private static Column column(Map<?, ?> column) {
    return new Column(
        text(column.get("name")),
        column.get("priority") instanceof Number priority && priority.intValue() > 0);
  }

  private static Row row(Map<?, ?> row) {
    Map<?, ?> metadata = map(map(row.get("object")).get("metadata"));
    return new Row(
        text(metadata.get("namespace")),
        text(metadata.get("name")),
        text(metadata.get("creationTimestamp")),
        list(row.get("cells")).stream().map(AnalysisTable::text).toList());
  }

  private static Map<String, Object> page(Line line, Which which, String more) {
    try {
      return JSON.std.mapFrom(line.get(path(which, more), ACCEPT));
    } catch (IOException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Stream<Map<?, ?>> maps(@Nullable Object value) {
    return list(value).stream().map(AnalysisTable::map);
  }

  private static String path(Which which, String more) {
    String labels = which.labels() == null ? "" : "&labelSelector=" + Line.encoded(which.labels());
    String from = more.isEmpty() ? "" : "&continue=" + Line.encoded(more);
    return Line.analyses(which.namespace())
        + "?limit="
        + PAGE
        + "&includeObject=Metadata"
        + labels
        + from;
  }
}
