package dev.stuckpod.operator.inject.review;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what is kept of a document, whatever it is made of: the tokens and characters that are
 * handed on. What is skipped passes below, and costs no memory.
 */
final class KeptTokens extends JsonParserDelegate {

  /** A pod of 64 containers, each with all that a decision looks at, has half of that. */
  private static final int MOST_TOKENS = 16_000;

  private static final int MOST_CHARACTERS = 256 << 10;

  private int tokens;
  private int characters;

  KeptTokens(JsonParser json) {
    super(json);
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    if (++tokens > MOST_TOKENS) {
      throw tooMuch();
    }
    JsonToken token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      count(currentName());
    }
    return token;
  }

  @Override
  public String getText() throws IOException {
    return count(super.getText());
  }

  @Override
  public String getValueAsString() throws IOException {
    return count(super.getValueAsString());
  }

  private String count(String text) throws StreamConstraintsException {
    characters += text == null ? 0 : text.length();
    if (characters > MOST_CHARACTERS) {
      throw tooMuch();
    }
    return text;
  }

  private static StreamConstraintsException tooMuch() {
    return new StreamConstraintsException("more than a pod has of what is read");
  }
}
