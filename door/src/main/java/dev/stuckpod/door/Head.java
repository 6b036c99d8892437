package dev.stuckpod.door;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The first line and the headers of a request (RFC 9112), read strictly: what two readers could
 * understand differently is refused.
 *
 * @param length of the body in bytes; {@link #CHUNKED} where it comes in pieces
 */
record Head(String method, URI target, boolean http11, Headers headers, long length) {

  static final long CHUNKED = -1;

  private static final int MOST_HEADERS = 100;

  private static final Pattern FIRST =
      Pattern.compile("([A-Z]{1,16}) (/[\\x21-\\x7e]*) HTTP/1\\.([01])");
  private static final Pattern FIELD =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\x20-\\x7e\\x80-\\xff\\t]*)");

  /** Longer than anything is sent. */
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,15}");

  /**
   * Reads one.
   *
   * @param most bytes that it may have
   * @return empty at the connection's end
   */
  static Optional<Head> read(InputStream in, int most) throws IOException, BadRequestException {
    var lines = new Lines(in, most);
    @Nullable String first = lines.next();
    if (first == null) {
      return Optional.empty();
    }
    Matcher request = FIRST.matcher(first);
    if (!request.matches()) {
      throw new BadRequestException(400, "not a request of HTTP/1.1");
    }
    Headers headers = headers(lines);
    boolean http11 = request.group(3).equals("1");
    return Optional.of(
        new Head(
            request.group(1), uri(request.group(2)), http11, headers, length(headers, http11)));
  }

  /** Whether the client means to send another request. */
  boolean keeps() {
    String connection = headers.getFirst("Connection");
    return connection == null ? http11 : connection.equalsIgnoreCase("keep-alive");
  }

  /** Whether it sends the body only when it is told to go on. */
  boolean waitsToGoOn() {
    return http11 && "100-continue".equalsIgnoreCase(headers.getFirst("Expect"));
  }

  private static Headers headers(Lines lines) throws IOException, BadRequestException {
    var headers = new Headers();
    int count = 0;
    while (true) {
      @Nullable String line = lines.next();
      if (line == null) {
        throw new IOException("ended within the headers");
      }
      if (line.isEmpty()) {
        return headers;
      }
      Matcher field = FIELD.matcher(line);
      if (!field.matches() || ++count > MOST_HEADERS) {
        throw new BadRequestException(400, "not the headers of a request");
      }
      headers.add(field.group(1), field.group(2).stripTrailing());
    }
  }

  private static URI uri(String text) throws BadRequestException {
    try {
      return new URI(text.startsWith("//") ? "/." + text : text);
    } catch (URISyntaxException wrong) {
      throw new BadRequestException(400, "not a path");
    }
  }

  private static long length(Headers headers, boolean http11) throws BadRequestException {
    List<String> encodings = headers.getOrDefault("Transfer-Encoding", List.of());
    List<String> lengths = headers.getOrDefault("Content-Length", List.of());
    if (encodings.isEmpty() && lengths.isEmpty()) {
      return 0;
    }
    if (encodings.size() + lengths.size() > 1) {
      throw new BadRequestException(400, "two lengths");
    }
    if (lengths.isEmpty()) {
      if (!http11 || !encodings.getFirst().equalsIgnoreCase("chunked")) {
        throw new BadRequestException(501, "no encoding but chunked");
      }
      return CHUNKED;
    }
    if (!LENGTH.matcher(lengths.getFirst()).matches()) {
      throw new BadRequestException(400, "not a length");
    }
    return Long.parseLong(lengths.getFirst());
  }
}
