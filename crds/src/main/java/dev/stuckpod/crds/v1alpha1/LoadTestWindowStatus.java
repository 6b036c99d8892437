package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window has seen. Written on change only.
 *
 * @param conditions Open, Completed, Succeeded
 * @param startedAt when the window was opened, RFC 3339
 * @param loadEndedAt when the load had ended, RFC 3339
 * @param endedAt when the window was over, RFC 3339
 * @param load what is known of the load
 * @param result what came of it; absent while the window is open
 * @param sentence result and reason in words
 * @param cause of the first pod that got stuck
 * @param watched names of the pods that were watched, whatever became of them
 * @param incidents pods that were stuck, by what the dump of each says
 * @param notes whatever else happened, the oldest first
 * @param readings what was kept of what was read of the pods
 * @param slots captures reserved or made, the memory of the limits
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadTestWindowStatus(
    @Nullable @Size(max = 16) List<Condition> conditions,
    @Nullable @Size(max = 40) String startedAt,
    @Nullable @Size(max = 40) String loadEndedAt,
    @Nullable @Size(max = 40) String endedAt,
    @Nullable LoadState load,
    @Nullable Result result,
    @Nullable @Size(max = 1024) String sentence,
    @Nullable @Size(max = 1024) String cause,
    @Nullable WindowPods pods,
    @Nullable @Size(max = 200) List<@Size(max = 253) String> watched,
    @Nullable @Size(max = 50) List<WindowIncident> incidents,
    @Nullable @Size(max = 50) List<WindowNote> notes,
    @Nullable @Size(max = 16) List<KeptReadings> readings,
    @Nullable @Size(max = 500) List<Slot> slots,
    @Nullable Long observedGeneration) {

  /** What came of a window. Only Succeeded is green. */
  public enum Result {
    Succeeded("Every pod was watched to the end, and none got stuck."),
    Stuck("A pod got stuck, and its dump says why."),
    Unknown("It could not be told; the condition Succeeded says why.");

    private final String text;

    Result(String text) {
      this.text = text;
    }

    /** One sentence for the table in the docs. */
    public String text() {
      return text;
    }
  }

  /** How far the load is. */
  public enum LoadState {
    Waiting("The TestRun or Job that the window follows has not begun."),
    Running("The load runs, as far as the window knows."),
    Settling("The load has ended, and held work has time to go down."),
    Ended("The load has ended, and so has the window."),
    Unknown("The window ended without word of the load's end.");

    private final String text;

    LoadState(String text) {
      this.text = text;
    }

    /** One sentence for the table in the docs. */
    public String text() {
      return text;
    }
  }

  /**
   * Pods of a window.
   *
   * @param watched that were seen at all, those that are gone included
   * @param stuck of these, that got stuck
   * @param recovered that were suspect, were not proven stuck, and go on
   * @param restarted whose container was restarted meanwhile
   * @param unknown of which nothing can be said
   */
  @RecordBuilder
  public record WindowPods(int watched, int stuck, int recovered, int restarted, int unknown) {}

  /**
   * A pod that was stuck.
   *
   * @param since when it stood still, RFC 3339
   * @param noticedBy what made it suspect
   * @param noticedAt RFC 3339
   * @param dumpAnalysis name of the DumpAnalysis that explains it, in the same namespace
   * @param verdict as the DumpAnalysis says it, as are confidence and cause
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WindowIncident(
      @Size(max = 253) String pod,
      @Nullable @Size(max = 40) String since,
      @Nullable @Size(max = 63) String noticedBy,
      @Nullable @Size(max = 40) String noticedAt,
      @Nullable @Size(max = 253) String dumpAnalysis,
      @Nullable @Size(max = 63) String verdict,
      @Nullable @Size(max = 63) String confidence,
      @Nullable @Size(max = 1024) String cause) {}

  /**
   * What happened to a pod, or was not to be had of it.
   *
   * @param pod absent where it is about none in particular
   * @param reason CamelCase; those of this version are in the docs, later ones may have others
   * @param message one sentence, with the remedy where there is one
   * @param at when, RFC 3339
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record WindowNote(
      @Nullable @Size(max = 253) String pod,
      @Size(max = 63) String reason,
      @Nullable @Size(max = 512) String message,
      @Nullable @Size(max = 40) String at) {}

  /**
   * What was read of pods' metrics, kept as text in OpenMetrics 1.0: the last scrapes before it.
   *
   * @param name that its RawDump parts share, as their {@code spec.dump}
   * @param dumpAnalysis for whose look they were kept; absent of those at the window's end
   * @param sha256 digest of the text, hex
   * @param bytes that the parts take at the API server, about
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KeptReadings(
      @Size(max = 253) String name,
      @Nullable @Size(max = 253) String dumpAnalysis,
      @Size(max = 64) String sha256,
      long bytes) {}
}
