package dev.stuckpod.operator.readings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.stuckpod.operator.readings.Answer.Failure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of /api/v1/query, as documented by Prometheus; isPartial is VictoriaMetrics' own.
 *
 * @param infos remarks that take nothing from the answer
 */
record AnswerBody(
    @Nullable String status,
    @Nullable Data data,
    @Nullable String errorType,
    @Nullable String error,
    @Nullable List<String> warnings,
    @Nullable List<String> infos,
    boolean isPartial) {

  private static final ObjectReader READER =
      new ObjectMapper()
          .readerFor(AnswerBody.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Some versions send remarks among the warnings. */
  private static final String REMARK = "PromQL info:";

  record Data(@Nullable String resultType, @Nullable JsonNode result) {}

  record Row(
      Map<String, String> metric,
      @Nullable List<Object> value,
      @Nullable List<List<Object>> values) {}

  /**
   * Reads an answer.
   *
   * @throws QueryFailed unless it is a complete vector or matrix
   */
  static List<Series> parse(byte[] json, int code, String url) throws QueryFailed {
    AnswerBody body;
    try {
      body = READER.readValue(json);
    } catch (IOException unreadable) {
      throw new QueryFailed(
          code >= 500 ? Failure.SourceUnreachable : Failure.AnswerUnreadable,
          "%s answers %d and not the JSON of the Prometheus API: check the MetricsSource's url and flavour."
              .formatted(url, code));
    }
    if (body == null || !"success".equals(body.status())) {
      throw failed(body, code, url);
    }
    List<String> warnings =
        body.warnings() == null
            ? List.of()
            : body.warnings().stream().filter(w -> !w.startsWith(REMARK)).toList();
    if (body.isPartial() || !warnings.isEmpty()) {
      throw new QueryFailed(
          Failure.AnswerIncomplete,
          "%s says that its answer is not complete: %s"
              .formatted(url, warnings.isEmpty() ? "isPartial" : String.join("; ", warnings)));
    }
    Data data = body.data();
    String type = data == null ? null : data.resultType();
    if (data == null
        || data.result() == null
        || !("vector".equals(type) || "matrix".equals(type))) {
      throw new QueryFailed(
          Failure.QueryRejected,
          "The query gives a %s: it must give an instant vector.".formatted(type));
    }
    return rows(data.result(), url);
  }

  private static List<Series> rows(JsonNode result, String url) throws QueryFailed {
    var series = new ArrayList<Series>(result.size());
    try {
      for (JsonNode node : result) {
        Row row = READER.forType(Row.class).readValue(node);
        if (row.value() != null) {
          series.add(new Series(row.metric(), List.of(point(row.value()))));
        } else if (row.values() != null && !row.values().isEmpty()) {
          series.add(
              new Series(row.metric(), row.values().stream().map(AnswerBody::point).toList()));
        } // else a native histogram: not a number
      }
    } catch (IOException | RuntimeException unreadable) {
      throw new QueryFailed(
          Failure.AnswerUnreadable,
          "The answer of %s has a row that cannot be read.".formatted(url));
    }
    return series;
  }

  private static QueryFailed failed(@Nullable AnswerBody body, int code, String url) {
    String error = body == null || body.error() == null ? "no reason given" : body.error();
    boolean wrong = body != null && ("bad_data".equals(body.errorType()) || code == 422);
    boolean slow = body != null && "timeout".equals(body.errorType());
    return wrong && !slow
        ? new QueryFailed(Failure.QueryRejected, "The source rejects the query: " + error)
        : new QueryFailed(
            Failure.SourceUnreachable, "%s answers %d: %s".formatted(url, code, error));
  }

  /** A time as a number and a value as text, spelled as Go does. */
  private static Series.Point point(List<Object> pair) {
    double at = ((Number) pair.get(0)).doubleValue();
    String text = String.valueOf(pair.get(1));
    double value =
        switch (text) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(text);
        };
    return new Series.Point(at, value);
  }
}
