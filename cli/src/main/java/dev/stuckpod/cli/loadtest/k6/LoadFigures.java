package dev.stuckpod.cli.loadtest.k6;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What the load itself has seen of the server.
 *
 * @param whole run
 * @param before the freeze; null where the file tells no times, or nothing froze
 * @param after it, to the end of the load; likewise
 */
@JsonPropertyOrder({"whole", "before", "after"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadFigures(Stretch whole, @Nullable Stretch before, @Nullable Stretch after) {

  /**
   * A part of the run.
   *
   * @param requests over HTTP
   * @param errorRate share of them that failed, 0 to 1; null where it is not told
   * @param p95Millis so many milliseconds at most took 95 of 100; null likewise
   */
  @JsonPropertyOrder({"requests", "errorRate", "p95Millis"})
  public record Stretch(long requests, @Nullable Double errorRate, @Nullable Double p95Millis) {}
}
