package dev.stuckpod.analysis.line;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A log line that is a JSON object with text in one of its values: docker's json-file ({@code log},
 * parts of long lines have no line end), journald's export, or what applications log.
 */
final class JsonLine implements Wrapper {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String DOCKER = "log";

  private final StringBuilder part = new StringBuilder();
  private final int longest;
  private final OneSource keys;

  JsonLine(Unwrapper.StartTest test, int longest) {
    this.longest = longest;
    this.keys = new OneSource(test);
  }

  @Override
  public boolean unwrap(byte[] b, int from, int to, LineSource.Sink inner) {
    if (from >= to || b[from] != '{' || b[to - 1] != '}') {
      return false;
    }
    boolean handed = false;
    try (JsonParser parser = JSON.createParser(b, from, to - from)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        String key = parser.currentName();
        if (token == JsonToken.VALUE_STRING && key != null) {
          handed |= hand(key, parser.getText(), inner);
        }
      }
    } catch (IOException e) {
      return false;
    }
    if (!handed) {
      keys.drop();
    }
    return true;
  }

  private boolean hand(String key, String value, LineSource.Sink inner) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    if (!keys.isPinned() && !Marks.in(text, 0, text.length)
        || !keys.takes(key, text, 0, text.length)) {
      return false;
    }
    if (key.equals(DOCKER) && !value.endsWith("\n") && part.length() < longest) {
      part.append(value);
    } else if (part.isEmpty()) {
      Bytes.eachLine(text, text.length, inner);
    } else {
      part.append(value);
      end(inner);
    }
    return true;
  }

  @Override
  public void pin() {
    keys.pin();
    part.setLength(0);
  }

  @Override
  public void end(LineSource.Sink inner) {
    if (part.isEmpty()) {
      return;
    }
    byte[] text = part.toString().getBytes(StandardCharsets.UTF_8);
    part.setLength(0);
    Bytes.eachLine(text, text.length, inner);
  }

  @Override
  public int dropped() {
    return keys.dropped();
  }
}
