package dev.stuckpod.operator.alerts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.stuckpod.operator.alerts.Refused.Why;
import dev.stuckpod.text.Cut;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads a payload while it arrives: what nobody needs is skipped, and what is kept has bounds. */
final class PayloadReader {

  /** Some thousand alerts. */
  static final int MOST_BYTES = 4 << 20;

  static final int MOST_ALERTS = 2_000;

  private static final int MOST_LABELS = 64;

  /** Of all alerts together, some hundred bytes each: twenty of each alert that is read. */
  static final int MOST_KEPT = 40_000;

  /** Of the others nobody is told. */
  private static final Set<String> ANNOTATIONS = Set.of("summary", "description");

  /** Characters. No name is as long, and no label that a policy asks for. */
  private static final int LONGEST = 512;

  private static final int DEEPEST = 32;
  private static final int MOST_TOKENS = 1_000_000;
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-zA-Z]{1,64}");

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MOST_BYTES)
                  .maxTokenCount(MOST_TOKENS)
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(1 << 10)
                  .maxStringLength(MOST_BYTES)
                  .maxNumberLength(40)
                  .build())
          .build();

  private final List<Alert> alerts = new ArrayList<>();
  private int kept;
  private long truncated;
  private String version = "";
  private boolean listed;

  private PayloadReader() {}

  /**
   * Reads one.
   *
   * @throws Refused if it is none of version 4, or too large
   * @throws IOException if the connection breaks
   */
  static Payload read(InputStream body) throws Refused, IOException {
    var reader = new PayloadReader();
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      reader.payload(json);
      if (json.nextToken() != null) {
        throw notVersion4("something follows the payload");
      }
    } catch (StreamConstraintsException tooLarge) {
      throw new Refused(
          Why.TooLarge,
          "more than is read of a payload (%s): set max_alerts of the receiver, or group by fewer alerts"
              .formatted(tooLarge.getOriginalMessage()));
    } catch (JacksonException | CharConversionException wrong) {
      throw notVersion4("it is not JSON");
    }
    if (!"4".equals(reader.version)) {
      throw notVersion4("version is not \"4\"");
    }
    if (!reader.listed) {
      throw notVersion4("it has no alerts");
    }
    return new Payload(List.copyOf(reader.alerts), reader.truncated);
  }

  private void payload(JsonParser json) throws IOException, Refused {
    object(json, "the payload");
    for (String field; (field = json.nextFieldName()) != null; ) {
      json.nextToken();
      switch (field) {
        case "version" -> version = text(json, "version");
        case "truncatedAlerts" -> truncated += count(json);
        case "alerts" -> alerts(json);
        default -> json.skipChildren();
      }
    }
  }

  private void alerts(JsonParser json) throws IOException, Refused {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw notVersion4("alerts is not a list");
    }
    listed = true;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (alerts.size() < MOST_ALERTS && kept < MOST_KEPT) {
        Alert alert = alert(json);
        kept += alert.labels().size();
        alerts.add(alert);
      } else {
        json.skipChildren();
        truncated++;
      }
    }
  }

  private static Alert alert(JsonParser json) throws IOException, Refused {
    object(json, "an alert");
    String status = "";
    String fingerprint = "";
    String startsAt = "";
    Map<String, String> labels = Map.of();
    Map<String, String> annotations = Map.of();
    for (String field; (field = json.nextFieldName()) != null; ) {
      json.nextToken();
      switch (field) {
        case "status" -> status = text(json, "status");
        case "fingerprint" -> fingerprint = text(json, "fingerprint");
        case "startsAt" -> startsAt = text(json, "startsAt");
        case "labels" -> labels = texts(json, "labels", _ -> true);
        case "annotations" -> annotations = texts(json, "annotations", ANNOTATIONS::contains);
        default -> json.skipChildren();
      }
    }
    if (!status.equals("firing") && !status.equals("resolved")) {
      throw notVersion4("status of an alert is neither firing nor resolved");
    }
    if (!FINGERPRINT.matcher(fingerprint).matches()) {
      throw notVersion4("an alert has no fingerprint of up to 64 digits and letters");
    }
    String summary =
        annotations.getOrDefault("summary", annotations.getOrDefault("description", ""));
    return new Alert(status.equals("firing"), fingerprint, time(startsAt), labels, summary);
  }

  private static Instant time(String text) throws Refused {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw notVersion4("startsAt of an alert is no time of RFC 3339");
    }
  }

  private static Map<String, String> texts(JsonParser json, String what, Predicate<String> isWanted)
      throws IOException, Refused {
    object(json, what);
    var texts = new HashMap<String, String>();
    for (String field; (field = json.nextFieldName()) != null; ) {
      json.nextToken();
      if (texts.size() < MOST_LABELS && isWanted.test(field)) {
        texts.put(field, text(json, what));
      } else {
        json.skipChildren();
      }
    }
    return texts;
  }

  private static long count(JsonParser json) throws IOException, Refused {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw notVersion4("truncatedAlerts is no number");
    }
    double count = json.getDoubleValue(); // whatever its size
    return count < 0 ? 0 : (long) Math.min(count, Integer.MAX_VALUE);
  }

  private static String text(JsonParser json, String what) throws IOException, Refused {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw notVersion4(what + " is not a text, or of texts");
    }
    return Cut.bare(json.getText(), LONGEST);
  }

  private static void object(JsonParser json, String what) throws Refused {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw notVersion4(what + " is not an object");
    }
  }

  private static Refused notVersion4(String why) {
    return new Refused(
        Why.NotVersion4,
        "not a payload of Alertmanager's webhook, version 4: "
            + why
            + "; leave payload of the"
            + " receiver unset");
  }
}
