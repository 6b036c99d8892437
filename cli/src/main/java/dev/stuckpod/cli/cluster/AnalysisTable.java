package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DumpAnalyses as the API server prints them, the latest first: the columns of {@code kubectl get},
 * and of the objects nothing else, which may be 10,000 of 192 KiB.
 */
public record AnalysisTable(List<Column> columns, List<Row> rows) {

  private static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final ObjectMapper JSON = new ObjectMapper();
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
      JsonNode page = page(line, which, more);
      if (columns.isEmpty()) {
        page.path("columnDefinitions").forEach(column -> columns.add(column(column)));
      }
      page.path("rows").forEach(row -> rows.add(row(row)));
      more = page.path("metadata").path("continue").asText("");
    } while (!more.isEmpty());
    rows.sort(
        Comparator.comparing(Row::created)
            .reversed()
            .thenComparing(Row::namespace)
            .thenComparing(Row::name));
    return new AnalysisTable(List.copyOf(columns), List.copyOf(rows));
  }

  private static Column column(JsonNode column) {
    return new Column(column.path("name").asText(), column.path("priority").asInt() > 0);
  }

  private static Row row(JsonNode row) {
    JsonNode metadata = row.path("object").path("metadata");
    var cells = new ArrayList<String>();
    row.path("cells").forEach(cell -> cells.add(cell.isNull() ? "" : cell.asText()));
    return new Row(
        metadata.path("namespace").asText(),
        metadata.path("name").asText(),
        metadata.path("creationTimestamp").asText(),
        cells);
  }

  private static JsonNode page(Line line, Which which, String more) {
    try {
      return JSON.readTree(line.get(path(which, more), ACCEPT));
    } catch (IOException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    }
  }

  private static String path(Which which, String more) {
    String labels = which.labels() == null ? "" : "&labelSelector=" + Line.encoded(which.labels());
    String from = more.isEmpty() ? "" : "&continue=" + Line.encoded(more);
    return "%s?limit=%d&includeObject=Metadata%s%s"
        .formatted(Line.path(DumpAnalysis.class, which.namespace()), PAGE, labels, from);
  }
}
