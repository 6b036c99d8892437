package dev.stuckpod.cli.explore.screen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.text.JsonText;

/** Answers for programs: one object a line. */
public final class JsonAnswers {
  private static final ObjectWriter JSON = new ObjectMapper().writerFor(Answer.class);

  private JsonAnswers() {}

  /** Gives the line, with its end. */
  public static JsonText of(Answer answer) {
    try {
      return JsonText.of(JSON.writeValueAsString(answer) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer is made of what JSON knows", e);
    }
  }
}
