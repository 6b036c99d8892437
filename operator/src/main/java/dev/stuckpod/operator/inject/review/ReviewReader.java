package dev.stuckpod.operator.inject.review;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.stuckpod.operator.inject.review.ReviewRefused.Why;
import dev.stuckpod.operator.names.ObjectName;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an AdmissionReview (admission.k8s.io/v1) of a new pod while it arrives. Managed fields, the
 * old object and all else that nobody asks for is skipped token by token.
 */
public final class ReviewReader {

  /** An API server takes requests of 3 MiB, and etcd objects of half of that. */
  public static final int MOST_BYTES = 4 << 20;

  private static final int MOST_TOKENS = 1_000_000;
  private static final int DEEPEST = 64;

  /** The longest key of managed fields names the path of a mount. */
  private static final int LONGEST_NAME = 8 << 10;

  private static final int LONGEST_UID = 128;

  /** Keeps no table of the names it has met: a stranger could fill it. */
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MOST_BYTES)
                  .maxTokenCount(MOST_TOKENS)
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(MOST_BYTES)
                  .maxNumberLength(40)
                  .build())
          .build();

  private static final ObjectReader PODS = NeededOfPods.reader(JSON);

  private @Nullable String apiVersion;
  private String uid = "";
  private String kind = "";
  private String operation = "";
  private String namespace = "";
  private boolean dryRun;
  private @Nullable Pod pod;

  private ReviewReader() {}

  /**
   * Reads one review.
   *
   * @throws ReviewRefused if it is none, or larger than one can be
   * @throws IOException if the connection breaks
   */
  public static Review read(InputStream body) throws ReviewRefused, IOException {
    var reader = new ReviewReader();
    try (JsonParser json = new KeptTokens(JSON.createParser(body))) {
      reader.review(json);
    } catch (StreamConstraintsException tooLarge) {
      throw tooLarge(tooLarge);
    } catch (JacksonException wrong) {
      throw wrong.getCause() instanceof StreamConstraintsException
          ? tooLarge(wrong)
          : new ReviewRefused(Why.NotAReview, "not an AdmissionReview of a Pod");
    } catch (IllegalArgumentException | CharConversionException wrong) {
      throw new ReviewRefused(Why.NotAReview, "not an AdmissionReview of a Pod");
    }
    return reader.judge();
  }

  private static ReviewRefused tooLarge(JacksonException why) {
    return new ReviewRefused(
        Why.TooLarge, "larger than a review of a pod can be: " + why.getOriginalMessage());
  }

  private void review(JsonParser json) throws IOException, ReviewRefused {
    object(json);
    for (String field; (field = json.nextFieldName()) != null; ) {
      json.nextToken();
      switch (field) {
        case "apiVersion" -> apiVersion = text(json);
        case "request" -> request(json);
        default -> json.skipChildren();
      }
    }
    end(json);
  }

  private void request(JsonParser json) throws IOException, ReviewRefused {
    object(json);
    for (String field; (field = json.nextFieldName()) != null; ) {
      JsonToken value = json.nextToken();
      switch (field) {
        case "uid" -> uid = text(json);
        case "kind" -> kind(json);
        case "operation" -> operation = text(json);
        case "namespace" -> namespace = text(json);
        case "dryRun" -> dryRun = value == JsonToken.VALUE_TRUE;
        case "object" -> {
          object(json);
          pod = PODS.readValue(json);
        }
        default -> json.skipChildren(); // the old object is one of them
      }
    }
    end(json);
  }

  private void kind(JsonParser json) throws IOException, ReviewRefused {
    object(json);
    String group = "";
    String version = "";
    String name = "";
    for (String field; (field = json.nextFieldName()) != null; ) {
      json.nextToken();
      switch (field) {
        case "group" -> group = text(json);
        case "version" -> version = text(json);
        case "kind" -> name = text(json);
        default -> json.skipChildren();
      }
    }
    end(json);
    kind = group + "/" + version + "/" + name;
  }

  private static String text(JsonParser json) throws IOException, ReviewRefused {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw notAReview();
    }
    return json.getText();
  }

  private static void object(JsonParser json) throws IOException, ReviewRefused {
    JsonToken token = json.currentToken() == null ? json.nextToken() : json.currentToken();
    if (token != JsonToken.START_OBJECT) {
      throw notAReview();
    }
  }

  private static void end(JsonParser json) throws ReviewRefused {
    if (json.currentToken() != JsonToken.END_OBJECT) {
      throw notAReview();
    }
  }

  private Review judge() throws ReviewRefused {
    Pod sent = pod;
    if (!"admission.k8s.io/v1".equals(apiVersion)
        || !"/v1/Pod".equals(kind)
        || !"CREATE".equals(operation)
        || !isUid(uid)
        || sent == null
        || sent.getMetadata() == null
        || sent.getSpec() == null) {
      throw notAReview();
    }
    String own = sent.getMetadata().getNamespace();
    String name = sent.getMetadata().getName();
    if (!ObjectName.isLabel(namespace)
        || (isGiven(own) && !namespace.equals(own))
        || (isGiven(name) && !ObjectName.isSubdomain(name))) {
      throw notAReview();
    }
    return new Review(uid, namespace, dryRun, sent);
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isEmpty();
  }

  private static boolean isUid(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_UID
        && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-');
  }

  private static ReviewRefused notAReview() {
    return new ReviewRefused(Why.NotAReview, "not an AdmissionReview of a Pod");
  }
}
