package dev.stuckpod.cli.loadtest.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.text.JsonText;

/** Writes a report for programs. */
public final class JsonReport {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /** Writes one object, in one line. */
  public static JsonText of(Report report) {
    try {
      return JsonText.of(JSON.writeValueAsString(report) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is made of what JSON knows", e);
    }
  }
}
