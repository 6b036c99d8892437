package dev.stuckpod.status;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;

/** What an object weighs where it is kept. */
public final class Weight {

  private Weight() {}

  /** Counts the bytes of its JSON as the API server writes it into its store. */
  public static int of(Object object) {
    String json = Serialization.asJson(object);
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    for (int i = 0; i < json.length(); i++) {
      bytes += grows(json.charAt(i));
    }
    return bytes;
  }

  private static int grows(char c) {
    return switch (c) {
      case '<', '>', '&' -> 5; // Go escapes them, Java does not
      case '\u2028', '\u2029' -> 3;
      default -> 0;
    };
  }
}
