package dev.stuckpod.operator.notify.http;

import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What an address or the way to it says, as far as it may be shown to whoever sees incidents. */
final class Said {

  private static final int LONGEST = 120;

  /** Of an answer so much is looked through: a secret that is cut off is one, too. */
  private static final long LOOKED_THROUGH = 1 << 16;

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
      return (!token.isEmpty() && text.contains(token))
          || words().anyMatch(word -> word.length() >= SHORT && text.contains(word));
    }

    /** What of the URL may be one: its path's parts, its query and each value there. */
    private Stream<String> words() {
      return url == null
          ? Stream.empty()
          : Stream.of(
                  url.pathSegments().stream(),
                  url.encodedPathSegments().stream(),
                  Stream.of(url.encodedQuery()),
                  url.queryParameterNames().stream()
                      .flatMap(name -> url.queryParameterValues(name).stream()))
              .flatMap(words -> words)
              .filter(Objects::nonNull);
    }
  }

  /** The beginning of an answer's text, with what goes before it; else nothing. */
  static String of(Response response, Secret secret) {
    try {
      String text =
          new String(response.peekBody(LOOKED_THROUGH).bytes(), StandardCharsets.UTF_8).strip();
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
