package dev.stuckpod.analysis.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A log line that is a JSON object with text in one of its values: docker's json-file ({@code log},
 * parts of long lines have no line end), journald's export, or what applications log.
 */
final class JsonLine implements Wrapper {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String DOCKER = "log";

  private final StringBuilder part = new StringBuilder();
  private final int longest;
  private @Nullable String key;
  private @Nullable String lastKey;
  private int dropped;

  JsonLine(int longest) {
    this.longest = longest;
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    if (from >= to || b[from] != '{' || b[to - 1] != '}') {
      return false;
    }
    int before = dropped;
    dropped++;
    try (JsonParser parser = JSON.createParser(b, from, to - from)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String name = parser.currentName();
        if (token == JsonToken.VALUE_STRING
            && name != null
            && (key == null ? mayHoldDump(parser) : name.equals(key))) {
          dropped = before;
          lastKey = name;
          emit(name, parser.getText(), inner);
        }
      }
      return true;
    } catch (IOException e) {
      dropped = before;
      return false;
    }
  }

  private static boolean mayHoldDump(JsonParser parser) throws IOException {
    return Unwrapper.mentionsDump(parser.getText());
  }

  private void emit(String name, String text, LineSource.Sink inner) {
    if (name.equals(DOCKER) && !text.endsWith("\n") && part.length() < longest) {
      part.append(text);
      return;
    }
    byte[] bytes = part.append(text).toString().getBytes(StandardCharsets.UTF_8);
    part.setLength(0);
    Bytes.eachLine(bytes, bytes.length, inner);
  }

  @Override
  public void pin() {
    key = lastKey;
    part.setLength(0);
  }

  @Override
  public int dropped() {
    return dropped;
  }
}
