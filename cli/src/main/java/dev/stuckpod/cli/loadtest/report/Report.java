package dev.stuckpod.cli.loadtest.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stuckpod.cli.loadtest.k6.LoadFigures;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.Result;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What came of a load test. The JSON of this record is the contract of {@code --json}.
 *
 * @param schema version of this shape
 * @param result in one word; only Succeeded is green
 * @param sentence result and reason in words
 * @param load what made the load
 * @param pods that were watched, those that are stuck before the others
 * @param notes whatever else happened
 * @param k6 what the load has seen of the server; left out unless its file was asked for
 */
@JsonPropertyOrder({"schema", "result", "sentence", "load", "pods", "notes", "k6"})
public record Report(
    String schema,
    Result result,
    String sentence,
    Load load,
    List<Pod> pods,
    List<Note> notes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LoadFigures k6) {

  /** The value of {@link #schema}. */
  public static final String SCHEMA = "stuckpod.dev/loadtest/v1alpha1";

  public Report {
    pods = List.copyOf(pods);
    notes = List.copyOf(notes);
  }

  /**
   * What made the load.
   *
   * @param command as one would type it; null where it ran elsewhere
   * @param exit its code, 128 and the signal's number where one has ended it; null where there is
   *     none
   * @param startedAt RFC 3339; null where it was never started
   * @param endedAt RFC 3339; null where that is not known
   */
  @JsonPropertyOrder({"command", "exit", "startedAt", "endedAt"})
  public record Load(
      @Nullable String command,
      @Nullable Integer exit,
      @Nullable String startedAt,
      @Nullable String endedAt) {}

  /** What became of a pod; the order is that of reports. */
  public enum Fate {
    STUCK,
    UNKNOWN,
    RESTARTED,
    OK;

    /** As it stands in JSON. */
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A pod that was watched. What follows its result is null for one that is not stuck.
   *
   * @param since when it stood still, RFC 3339
   * @param noticedBy what made it suspect
   * @param noticedAt RFC 3339
   * @param dumpAnalysis name of the DumpAnalysis that explains it
   * @param verdict of that, as are confidence and cause
   */
  @JsonPropertyOrder({
    "name",
    "result",
    "since",
    "noticedBy",
    "noticedAt",
    "dumpAnalysis",
    "verdict",
    "confidence",
    "cause"
  })
  public record Pod(
      String name,
      Fate result,
      @Nullable String since,
      @Nullable String noticedBy,
      @Nullable String noticedAt,
      @Nullable String dumpAnalysis,
      @Nullable String verdict,
      @Nullable String confidence,
      @Nullable String cause) {

    /** One of which no more is to be said. */
    static Pod of(String name, Fate result) {
      return new Pod(name, result, null, null, null, null, null, null, null);
    }
  }

  /**
   * Something that happened.
   *
   * @param pod null where it is about none in particular
   * @param reason CamelCase
   * @param message one sentence
   * @param at RFC 3339
   */
  @JsonPropertyOrder({"pod", "reason", "message", "at"})
  public record Note(
      @Nullable String pod, String reason, @Nullable String message, @Nullable String at) {}
}
