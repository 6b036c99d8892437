package dev.stuckpod.cli.loadtest.k6;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Goes over the tokens of a file of k6 and keeps three metrics, however long the file is. */
final class Reader {

  private static final String REQUESTS = "http_reqs";
  private static final String FAILED = "http_req_failed";
  private static final String DURATION = "http_req_duration";
  private static final Set<String> METRICS = Set.of(REQUESTS, FAILED, DURATION);

  /** What the forms call the values that are read. */
  private static final Set<String> VALUES = Set.of("count", "rate", "value", "p(95)", "p95");

  private static final int GZIP = 0x1f;
  private static final int DEEPEST = 16;

  private final @Nullable Instant freeze;
  private final Map<String, Map<String, Double>> summary = new HashMap<>();
  private final Tally whole = new Tally();
  private final Tally before = new Tally();
  private final Tally after = new Tally();

  /**
   * Begins.
   *
   * @param freeze when the first pod froze; null where none did
   */
  Reader(@Nullable Instant freeze) {
    this.freeze = freeze;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if it is no such file, or says nothing of HTTP requests
   */
  LoadFigures read(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    InputStream text = first == GZIP ? new GZIPInputStream(buffered) : buffered;
    try (JsonParser json = new JsonFactory().createParser(text)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          line(json);
        } else {
          json.skipChildren();
        }
      }
    }
    return figures();
  }

  private LoadFigures figures() throws IOException {
    if (!whole.isEmpty()) {
      boolean split = freeze != null && !before.isEmpty();
      return new LoadFigures(
          whole.figures(), split ? before.figures() : null, split ? after.figures() : null);
    }
    Double requests = value(REQUESTS, "count", "count");
    if (requests == null) {
      throw new IOException("it says nothing of HTTP requests");
    }
    var run =
        new LoadFigures.Stretch(
            Math.round(requests), value(FAILED, "rate", "value"), value(DURATION, "p(95)", "p95"));
    return new LoadFigures(run, null, null);
  }

  private @Nullable Double value(String metric, String name, String otherName) {
    Map<String, Double> values = summary.getOrDefault(metric, Map.of());
    Double value = values.get(name);
    return value != null ? value : values.get(otherName);
  }

  /** A line of points, or all of a summary. */
  private void line(JsonParser json) throws IOException {
    String metric = "";
    Point point = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("metric")) {
        metric = json.getValueAsString("");
      } else if (name.equals("data") && token == JsonToken.START_OBJECT) {
        point = point(json);
      } else if (token.isStructStart()) {
        below(json, "", 1);
      }
    }
    if (point != null && METRICS.contains(metric)) {
      count(metric, point);
    }
  }

  /**
   * Looks for metrics in an object or a list: they stand under their names, or have them.
   *
   * @param metric that this is
   * @return values of it
   */
  private Map<String, Double> below(JsonParser json, String metric, int depth) throws IOException {
    var values = new HashMap<String, Double>();
    if (depth > DEEPEST) {
      json.skipChildren();
      return values;
    }
    String known = metric;
    boolean isList = json.currentToken() == JsonToken.START_ARRAY;
    while (!json.nextToken().isStructEnd()) {
      String name = isList ? "" : json.currentName();
      JsonToken token = isList ? json.currentToken() : json.nextToken();
      if (token.isStructStart()) {
        Map<String, Double> inside = below(json, METRICS.contains(name) ? name : "", depth + 1);
        if (name.equals("values")) {
          values.putAll(inside);
        }
      } else if (token.isNumeric() && VALUES.contains(name)) {
        values.put(name, json.getDoubleValue());
      } else if (name.equals("name")) {
        known = json.getValueAsString("");
      }
    }
    if (METRICS.contains(known)) {
      summary.computeIfAbsent(known, _ -> new HashMap<>()).putAll(values);
    }
    return values;
  }

  /** A measured value; the lines that tell of a metric itself have none. */
  private record Point(double value, @Nullable Instant at) {}

  private static @Nullable Point point(JsonParser json) throws IOException {
    Instant at = null;
    Double value = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("time")) {
        at = instant(json.getValueAsString(""));
      } else if (name.equals("value") && token.isNumeric()) {
        value = json.getDoubleValue();
      } else {
        json.skipChildren();
      }
    }
    return value == null ? null : new Point(value, at);
  }

  private void count(String metric, Point point) {
    count(whole, metric, point.value());
    if (freeze != null && point.at() != null) {
      count(point.at().isBefore(freeze) ? before : after, metric, point.value());
    }
  }

  private static void count(Tally tally, String metric, double value) {
    switch (metric) {
      case REQUESTS -> tally.request(value);
      case FAILED -> tally.outcome(value != 0);
      default -> tally.duration(value);
    }
  }

  private static @Nullable Instant instant(String time) {
    try {
      return OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
