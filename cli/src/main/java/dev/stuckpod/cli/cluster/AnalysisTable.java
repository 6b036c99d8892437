package dev.stuckpod.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * DumpAnalyses as the API server prints them, the latest first: the columns of {@code kubectl get},
 * and of the objects nothing else, which may be 10,000 of 192 KiB.
 */
public record AnalysisTable(List<Column> columns, List<Row> rows) {

  private static final String ACCEPT = "application/json;as=Table;v=v1;g=meta.k8s.io";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 500;
  private static final long PATIENCE_SECONDS = 60;

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
    var columns = new ArrayList<Column>();
    var rows = new ArrayList<Row>();
    String more = "";
    do {
      JsonNode page = page(client, which, more);
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

  private static JsonNode page(KubernetesClient client, Which which, String more) {
    URI uri = uri(client, which, more);
    var request = client.getHttpClient().newHttpRequestBuilder().uri(uri).header("Accept", ACCEPT);
    try {
      HttpResponse<String> answer =
          client
              .getHttpClient()
              .sendAsync(request.build(), String.class)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!answer.isSuccessful()) {
        throw refused(answer);
      }
      return JSON.readTree(answer.body());
    } catch (IOException | ExecutionException | TimeoutException failed) {
      throw KubernetesClientException.launderThrowable(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw KubernetesClientException.launderThrowable(stopped);
    }
  }

  private static KubernetesClientException refused(HttpResponse<String> answer) {
    Status status = Serialization.unmarshal(answer.body(), Status.class);
    return new KubernetesClientException(status.getMessage(), answer.code(), status);
  }

  private static URI uri(KubernetesClient client, Which which, String more) {
    String of = which.namespace() == null ? "" : "namespaces/" + which.namespace() + "/";
    String labels = which.labels() == null ? "" : "&labelSelector=" + encoded(which.labels());
    String from = more.isEmpty() ? "" : "&continue=" + encoded(more);
    return URI.create(client.getMasterUrl().toString())
        .resolve(
            "apis/%s/%s%s?limit=%d&includeObject=Metadata%s%s"
                .formatted(
                    HasMetadata.getApiVersion(DumpAnalysis.class),
                    of,
                    HasMetadata.getPlural(DumpAnalysis.class),
                    PAGE,
                    labels,
                    from));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
