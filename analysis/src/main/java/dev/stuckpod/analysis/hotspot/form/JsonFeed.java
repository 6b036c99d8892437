package dev.stuckpod.analysis.hotspot.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.stuckpod.analysis.line.Bytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON that comes line by line, handed on token by token, so that nothing of it is kept. */
final class JsonFeed {
  /** Takes one token; where it stands, and its text, are asked of the parser. */
  interface Sink {
    void token(JsonToken token, JsonStreamContext here, String text) throws IOException;
  }

  private static final byte[] OPEN = Bytes.of("{");

  /** So many different keys may stand in it: a dump has some twenty, and the parser keeps each. */
  private static final int MOST_KEYS = 1_000;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxStringLength(1 << 16).maxNestingDepth(100).build();

  private final Sink sink;
  private final JsonParser json;
  private final Set<String> keys = new HashSet<>();
  private boolean opened;
  private boolean ended;
  private boolean damaged;

  JsonFeed(Sink sink) {
    this.sink = sink;
    try {
      this.json =
          JsonFactory.builder()
              .streamReadConstraints(BOUNDS)
              .build()
              .createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the root has been closed. */
  boolean isEnded() {
    return ended;
  }

  /** Whether it was no JSON from some point on; what follows is not read. */
  boolean isDamaged() {
    return damaged;
  }

  /**
   * Says what is missing of it; nothing where it is whole.
   *
   * @param threads that were read
   */
  Optional<String> problem(int threads) {
    return damaged
        ? Optional.of("the JSON is damaged after %d threads".formatted(threads))
        : ended
            ? Optional.empty()
            : Optional.of("the JSON ends early, after %d threads".formatted(threads));
  }

  /** Takes a line; the first one may lack the brace, which then stood alone above it. */
  void line(byte[] b, int from, int to) {
    if (ended || damaged) {
      return;
    }
    int quote = Bytes.indexOf(b, from, to, '"');
    if (!opened && quote < 0) {
      return; // a brace alone, which the key on the next line may or may not have before it
    }
    try {
      if (!opened && Bytes.indexOf(b, from, quote, '{') < 0) {
        feed(OPEN, 0, OPEN.length);
      }
      opened = true;
      feed(b, from, to);
    } catch (IOException | RuntimeException e) {
      damaged = true;
    }
  }

  private void feed(byte[] b, int from, int to) throws IOException {
    if (from == to) {
      return;
    }
    ((ByteArrayFeeder) json.getNonBlockingInputFeeder()).feedInput(b, from, to);
    for (JsonToken token = json.nextToken();
        token != null && token != JsonToken.NOT_AVAILABLE;
        token = json.nextToken()) {
      token(token);
    }
  }

  private void token(JsonToken token) throws IOException {
    JsonStreamContext here = json.getParsingContext();
    if (token == JsonToken.FIELD_NAME) {
      if (keys.add(json.currentName()) && keys.size() > MOST_KEYS) {
        throw new IOException("more keys than a dump has");
      }
      return;
    }
    sink.token(token, here, token.isScalarValue() ? json.getText() : "");
    ended = token == JsonToken.END_OBJECT && here.inRoot();
  }

  /** Gives the key of an object's value, or of the array that an element is in. */
  static @Nullable String key(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    return context.inArray() && parent != null ? parent.getCurrentName() : context.getCurrentName();
  }
}
