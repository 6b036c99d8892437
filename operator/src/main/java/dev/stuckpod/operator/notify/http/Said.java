package dev.stuckpod.operator.notify.http;

import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What an address or the way to it says, as far as it may be shown to whoever sees incidents. */
final class Said {

  private static final int LONGEST = 120;

  /** Shorter words of a path are nobody's secret, and stand in many sentences. */
  private static final int SHORT = 4;

  private Said() {}

  /**
   * What must not be shown.
   *
   * @param url if it is one
   * @param token empty where there is none
   */
  record Secret(@Nullable HttpUrl url, String token) {

    boolean isIn(String text) {
      if (!token.isEmpty() && text.contains(token)) {
        return true;
      }
      return url != null
          && (url.pathSegments().stream()
                  .anyMatch(part -> part.length() >= SHORT && text.contains(part))
              || url.query() != null && text.contains(url.query()));
    }
  }

  /** The beginning of an answer's text, with what goes before it; else nothing. */
  static String of(Response response, Secret secret) {
    try {
      String text = new String(response.peekBody(LONGEST).bytes(), StandardCharsets.UTF_8).strip();
      return shown(text, secret);
    } catch (IOException _) {
      return "";
    }
  }

  /** Why there is no answer. */
  static String of(IOException failed, Secret secret) {
    return shown(Objects.requireNonNullElse(failed.getMessage(), ""), secret);
  }

  private static String shown(String text, Secret secret) {
    return text.isEmpty() || secret.isIn(text)
        ? ""
        : " (%s)".formatted(OneLine.of(text).within(LONGEST).text());
  }
}
