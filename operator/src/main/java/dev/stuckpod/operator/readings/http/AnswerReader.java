package dev.stuckpod.operator.readings.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.stuckpod.operator.readings.Answer.Failure;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of /api/v1/query and query_range, as documented by Prometheus, while it arrives:
 * each series is handed on and forgotten. isPartial is VictoriaMetrics' own.
 */
final class AnswerReader {

  /** Some versions send remarks among the warnings. */
  private static final String REMARK = "PromQL info:";

  /** Begins an error of the storage, such as a store of Thanos that is away; its code is 422. */
  private static final String NO_SERIES = "expanding series:";

  private static final int LONGEST_TEXT = 1 << 16;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST_TEXT)
                  .maxNestingDepth(32)
                  .build())
          .build();

  private final String url;
  private final int code;
  private final int most;
  private final Rows rows;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable String status;
  private @Nullable String type;
  private @Nullable String errorType;
  private @Nullable String error;
  private boolean partial;
  private boolean resulted;
  private int count;

  private AnswerReader(int code, String url, int most, Rows rows) {
    this.code = code;
    this.url = url;
    this.most = most;
    this.rows = rows;
  }

  /**
   * Reads an answer. What was handed on counts only when this returns.
   *
   * @param most series that are read
   * @throws QueryFailed unless it is a complete vector or matrix
   * @throws IOException if the connection breaks
   */
  static void read(InputStream body, int code, String url, int most, Rows rows)
      throws QueryFailed, IOException {
    var reader = new AnswerReader(code, url, most, rows);
    try (JsonParser json = JSON.createParser(body)) {
      reader.answer(json);
    } catch (JacksonException | CharConversionException | RuntimeException unreadable) {
      throw reader.count > 0 ? reader.badRow() : reader.unreadable();
    }
    reader.judge();
  }

  private void answer(JsonParser json) throws IOException, QueryFailed {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw unreadable();
    }
    for (String field; (field = json.nextFieldName()) != null; ) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "status" -> status = json.getValueAsString();
        case "errorType" -> errorType = json.getValueAsString();
        case "error" -> error = json.getValueAsString();
        case "isPartial" -> partial = value == JsonToken.VALUE_TRUE;
        case "warnings" -> texts(json, warnings);
        case "data" -> data(json);
        default -> json.skipChildren();
      }
    }
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw unreadable();
    }
  }

  private static void texts(JsonParser json, List<String> into) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      into.add(String.valueOf(json.getValueAsString()));
      json.skipChildren();
    }
  }

  private void data(JsonParser json) throws IOException, QueryFailed {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String field; (field = json.nextFieldName()) != null; ) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "resultType" -> type = json.getValueAsString();
        case "result" -> {
          resulted = value != JsonToken.VALUE_NULL;
          if (value == JsonToken.START_ARRAY && (type == null || isRows())) {
            result(json);
          } else {
            json.skipChildren();
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void result(JsonParser json) throws IOException, QueryFailed {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (++count > most) {
        throw new QueryFailed(
            Failure.AnswerTooLarge,
            "The query returns more than %d series: narrow its selectors or aggregate it."
                .formatted(most));
      }
      series(json);
    }
  }

  private void series(JsonParser json) throws IOException, QueryFailed {
    var labels = new HashMap<String, String>();
    List<Series.Point> points = List.of();
    for (String field; (field = json.nextFieldName()) != null; ) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "metric" -> labels(json, labels);
        case "value" -> points = List.of(point(json));
        case "values" -> points = points(json);
        default -> json.skipChildren(); // a native histogram: not a number
      }
      if (value == JsonToken.NOT_AVAILABLE) {
        throw badRow();
      }
    }
    if (!points.isEmpty()) {
      rows.row(new Series(labels, points));
    }
  }

  private void labels(JsonParser json, Map<String, String> labels) throws IOException, QueryFailed {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw badRow();
    }
    for (String label; (label = json.nextFieldName()) != null; ) {
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw badRow();
      }
      labels.put(label, json.getText());
    }
  }

  private List<Series.Point> points(JsonParser json) throws IOException, QueryFailed {
    var points = new ArrayList<Series.Point>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      points.add(point(json));
    }
    return points;
  }

  /** A time as a number and a value as text, spelled as Go does. */
  private Series.Point point(JsonParser json) throws IOException, QueryFailed {
    if (json.currentToken() != JsonToken.START_ARRAY || !json.nextToken().isNumeric()) {
      throw badRow();
    }
    double at = json.getDoubleValue();
    json.nextToken();
    String text = String.valueOf(json.getValueAsString());
    if (json.nextToken() != JsonToken.END_ARRAY) {
      throw badRow();
    }
    return new Series.Point(
        at,
        switch (text) {
          case "+Inf" -> Double.POSITIVE_INFINITY;
          case "-Inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(text);
        });
  }

  private boolean isRows() {
    return "vector".equals(type) || "matrix".equals(type);
  }

  private void judge() throws QueryFailed {
    if (!"success".equals(status)) {
      throw failed();
    }
    warnings.removeIf(warning -> warning.startsWith(REMARK));
    if (partial || !warnings.isEmpty()) {
      throw new QueryFailed(
          Failure.AnswerIncomplete,
          "%s says that its answer is not complete: %s"
              .formatted(url, warnings.isEmpty() ? "isPartial" : String.join("; ", warnings)));
    }
    if (!resulted || !isRows()) {
      throw new QueryFailed(
          Failure.QueryRejected,
          "The query gives a %s: it must give an instant vector.".formatted(type));
    }
  }

  private QueryFailed failed() {
    String why = error == null ? "no reason given" : error;
    if (why.contains(NO_SERIES)) {
      return new QueryFailed(
          Failure.AnswerIncomplete,
          "%s says that it cannot read all series: %s".formatted(url, why));
    }
    boolean slow = "timeout".equals(errorType);
    boolean wrong = "bad_data".equals(errorType) || (status != null && code == 422);
    return wrong && !slow
        ? new QueryFailed(Failure.QueryRejected, "The source rejects the query: " + why)
        : new QueryFailed(Failure.SourceUnreachable, "%s answers %d: %s".formatted(url, code, why));
  }

  private QueryFailed unreadable() {
    return new QueryFailed(
        code >= 500 ? Failure.SourceUnreachable : Failure.AnswerUnreadable,
        "%s answers %d and not the JSON of the Prometheus API: check the MetricsSource's url and flavour."
            .formatted(url, code));
  }

  private QueryFailed badRow() {
    return new QueryFailed(
        Failure.AnswerUnreadable, "The answer of %s has a row that cannot be read.".formatted(url));
  }
}
