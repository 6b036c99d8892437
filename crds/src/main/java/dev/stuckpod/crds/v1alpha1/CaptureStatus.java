package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stuckpod.protocol.CaptureMethod;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the dump was taken.
 *
 * @param attempts in order; one without an outcome is an intent
 * @param containerRestarted whether the capture ended the container
 * @param startedAt when its turn came, where it had to wait for it; RFC 3339
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaptureStatus(
    @Nullable @Size(max = 64) List<Attempt> attempts,
    @Nullable Boolean containerRestarted,
    @Nullable @Size(max = 40) String startedAt) {

  /**
   * One attempt to take a dump. It is written, without an outcome, before anything is sent: the
   * intent. Container ID, pid and start time say exactly which process is meant.
   *
   * @param id unique, also the sidecar's key
   * @param outcome see the table of reasons in the docs
   * @param message one sentence
   * @param startedAt RFC 3339
   * @param finishedAt RFC 3339
   * @param processStartTime field 22 of /proc/pid/stat, in clock ticks since boot
   * @param kills whether the process ends by it
   * @param sidecarID container ID of the sidecar that is asked: another one knows nothing of it
   * @param signalledAt RFC 3339; when the sidecar had said that SIGQUIT was sent
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Attempt(
      @Size(max = 63) String id,
      CaptureMethod method,
      @Nullable @Size(max = 63) String outcome,
      @Nullable @Size(max = 512) String message,
      @Nullable @Size(max = 40) String startedAt,
      @Nullable @Size(max = 40) String finishedAt,
      @Nullable @Size(max = 253) String containerID,
      @Nullable Integer pid,
      @Nullable Long processStartTime,
      @Nullable Boolean kills,
      @Nullable @Size(max = 253) String sidecarID,
      @Nullable @Size(max = 40) String signalledAt) {}

  /** How an attempt to take a dump ended. */
  public enum AttemptOutcome {
    DumpTaken("The dump was taken without a signal."),
    SignalSent("SIGQUIT was sent once and the dump was read from the log."),
    Refused("The sidecar refused: nothing was done to the process."),
    Failed("It was tried and gave no dump; the process goes on."),
    NotSent("The request never reached the sidecar: nothing was sent."),
    Late(
        "The sidecar came to it too late, or the process was another one by then: nothing was done,"
            + " it is asked again."),
    TimedOut("The dump did not come in time."),
    Lost(
        "The sidecar was ended, or has lost the dump, before it was fetched; the process goes on,"
            + " it is asked again."),
    NoRoom(
        "There was no room for the dump where the sidecar or the operator puts it; the process goes"
            + " on."),
    TooLarge("The dump is larger than the sidecar may keep; the process goes on."),
    SignalUnknown("It cannot be told whether the signal was sent.");

    private final String text;

    AttemptOutcome(String text) {
      this.text = text;
    }

    /** One sentence for the table in the docs. */
    public String text() {
      return text;
    }
  }
}
