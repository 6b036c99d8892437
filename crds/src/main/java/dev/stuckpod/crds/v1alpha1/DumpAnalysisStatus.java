package dev.stuckpod.crds.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was done and what was found. From {@code verdict} on, names and meaning are those of the
 * JSON that {@code stuckpod analyze} prints.
 *
 * @param conditions Captured, Analyzed
 * @param nodeName the node that the pod ran on
 * @param storedBytes what it and its raw dumps take at the API server, about
 * @param alsoMatched other policies that found this incident open, and windows, as
 *     loadtestwindow/NAME
 * @param workload what the pod was of, as Kind/NAME, such as Deployment/hub
 * @param image the reference of the image that the app's container ran
 * @param signature what was found, alike for all dumps of the same fault; absent where no finding
 *     explains the dump
 * @param sameAs name of the DumpAnalysis on which this signature is counted for the workload, which
 *     tells it in full; absent where this is the one
 * @param occurrences how many incidents of the workload had this signature, the first included;
 *     counted on the first alone, here and below. What a person asks for is not counted
 * @param lastSeen when the last of them was explained, RFC 3339
 * @param images in which it was seen, the last seen at the end; at most 16, the oldest go first
 * @param seenIn the last 32 of them, the latest at the end
 * @param history how the readings that led here were over time; absent where nobody asked a source
 * @param notified who is told of it: each notification of the operator's that wants it, written
 *     together with the verdict, before anything is sent
 * @param sibling what the pod has that another of its workload has not; absent where none was
 *     sampled
 * @param findings the most certain first
 * @param crashes what the runtime says of routines that failed, in the order of the dump
 * @param blockers who holds up others, as the dump itself says, whatever the verdict; the one with
 *     most behind it first
 * @param stacks at most 20 groups, those that are not idle before the others; the dump has them all
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DumpAnalysisStatus(
    @Nullable @Size(max = 16) List<Condition> conditions,
    @Nullable Long observedGeneration,
    @Nullable @Size(max = 253) String nodeName,
    @Nullable RuntimeInfo runtime,
    @Nullable CaptureStatus capture,
    @Nullable @Size(max = 10) List<DumpInfo> dumps,
    @Nullable Long storedBytes,
    @Nullable @Size(max = 32) List<@Size(max = 280) String> alsoMatched,
    @Nullable @Size(max = 320) String workload,
    @Nullable @Size(max = 512) String image,
    @Nullable Signature signature,
    @Nullable @Size(max = 253) String sameAs,
    @Nullable Integer occurrences,
    @Nullable @Size(max = 40) String lastSeen,
    @Nullable @Size(max = 16) List<SeenImage> images,
    @Nullable @Size(max = 32) List<Sighting> seenIn,
    @Nullable History history,
    @Nullable @Size(max = 32) List<Notified> notified,
    @Nullable Sibling sibling,
    @Nullable @Size(max = 63) String verdict,
    @Nullable @Size(max = 1024) String cause,
    @Nullable @Size(max = 63) String confidence,
    @Nullable @Size(max = 16) List<Crash> crashes,
    @Nullable @Size(max = 32) List<FindingInfo> findings,
    @Nullable @Size(max = 32) List<Blocker> blockers,
    @Nullable Summary summary,
    @Nullable @Size(max = 64) List<StackGroup> stacks) {

  /**
   * What was found, without what differs from build to build ({@code signature}).
   *
   * @param hash of the text, 16 hexadecimal digits
   * @param text verdict, kind, and the functions at the fault, without lines
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Signature(
      @Nullable @Size(max = 16) String hash, @Nullable @Size(max = 1024) String text) {}

  /**
   * An image in which a signature was seen ({@code images[]}).
   *
   * @param image its reference
   * @param firstSeen RFC 3339
   * @param lastSeen RFC 3339
   * @param count how often
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record SeenImage(
      @Nullable @Size(max = 512) String image,
      @Nullable @Size(max = 40) String firstSeen,
      @Nullable @Size(max = 40) String lastSeen,
      @Nullable Integer count) {}

  /**
   * One incident in which a signature was seen ({@code seenIn[]}).
   *
   * @param analysis its DumpAnalysis, which may be gone
   * @param pod its pod
   * @param by who noticed it and by which rule, such as POLICY/RULE
   * @param at when it was explained, RFC 3339
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sighting(
      @Nullable @Size(max = 253) String analysis,
      @Nullable @Size(max = 253) String pod,
      @Nullable @Size(max = 380) String by,
      @Nullable @Size(max = 40) String at) {}

  /**
   * How the readings that led to an incident were while its rule held, and as long before ({@code
   * history}).
   *
   * @param from time of the first value of each line, RFC 3339
   * @param step between two values, such as 4s
   * @param heldFrom since when the rule held at the latest: its window and the policy's {@code for}
   *     before the pod was noticed
   * @param heldTo when the pod was noticed
   * @param lines the pod's own, and beside each the same of a sibling that works
   * @param message what is not here, and why, in a sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record History(
      @Nullable @Size(max = 40) String from,
      @Nullable @Size(max = 40) String step,
      @Nullable @Size(max = 40) String heldFrom,
      @Nullable @Size(max = 40) String heldTo,
      @Nullable @Size(max = 16) List<HistoryLine> lines,
      @Nullable @Size(max = 512) String message) {}

  /**
   * A pod of the same workload that was not stuck, sampled once beside the stuck one ({@code
   * sibling}).
   *
   * @param pod its name
   * @param method by which it was sampled
   * @param routines how many it has
   * @param onlyHere groups of the stuck pod's routines that it has none of, or a tenth at most, the
   *     largest first: how many, how many there, what they wait for, and the application's calls,
   *     innermost first
   * @param message a sentence: what that shows, or why it could not be sampled
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sibling(
      @Nullable @Size(max = 253) String pod,
      @Nullable @Size(max = 63) String method,
      @Nullable Long routines,
      @Nullable @Size(max = 8) List<@Size(max = 512) String> onlyHere,
      @Nullable @Size(max = 512) String message) {}

  /**
   * One metric of one pod over time: the sum of its series.
   *
   * @param metric as in the trigger's readings
   * @param pod whose it is
   * @param values at most 40 numbers with a blank between, the oldest first; a dash where there is
   *     none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HistoryLine(
      @Size(max = 512) String metric,
      @Size(max = 253) String pod,
      @Size(max = 1024) String values) {}

  /**
   * What became of one notification ({@code notified[]}).
   *
   * @param name as the operator's configuration names it
   * @param outcome Pending, Sent or Failed
   * @param at when it was sent or given up, RFC 3339
   * @param message why it is late or was given up, in a sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Notified(
      @Size(max = 63) String name,
      @Size(max = 63) String outcome,
      @Nullable @Size(max = 40) String at,
      @Nullable @Size(max = 512) String message) {}

  /** How far a notification is. */
  public enum NotifiedOutcome {
    /** Not sent yet, as far as is known. */
    Pending,
    /** Its address has taken it. */
    Sent,
    /** It was given up. */
    Failed
  }

  /**
   * The runtime that wrote the dump.
   *
   * @param name go or hotspot
   * @param version as the process or its dump says
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RuntimeInfo(
      @Nullable @Size(max = 63) String name, @Nullable @Size(max = 128) String version) {}

  /**
   * The dump in numbers.
   *
   * @param routines goroutines or threads
   * @param uniqueStacks groups of equal stacks
   * @param idle routines set aside as idle
   * @param states how many in which state
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Summary(
      @Nullable Long routines,
      @Nullable Long uniqueStacks,
      @Nullable Long idle,
      @Nullable @Size(max = 64) Map<String, Long> states) {}

  /**
   * A routine that failed: a panic, a fatal error, an exception ({@code crashes[]}).
   *
   * @param message the runtime's words
   * @param routine the routine that failed; empty when the runtime names none
   * @param function the innermost call of the application in it
   * @param location file:line in that function
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Crash(
      @Nullable @Size(max = 1024) String message,
      @Nullable @Size(max = 128) String routine,
      @Nullable @Size(max = 512) String function,
      @Nullable @Size(max = 512) String location) {}

  /**
   * One that others wait for, and that waits for none of them; or a circle of such ({@code
   * blockers[]}).
   *
   * @param direct how many wait for what it holds itself
   * @param victims how many wait behind it, also for others who wait for it
   * @param ids examples of these
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Blocker(
      @Nullable @Size(max = 64) List<Held> holders,
      @Nullable Long direct,
      @Nullable Long victims,
      @Nullable @Size(max = 16) List<@Size(max = 128) String> ids) {}

  /**
   * One that holds something.
   *
   * @param state verbatim as the dump prints it
   * @param function in which it holds it
   * @param location file:line in that function
   * @param resource what it holds
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Held(
      @Nullable @Size(max = 128) String id,
      @Nullable @Size(max = 128) String state,
      @Nullable @Size(max = 512) String function,
      @Nullable @Size(max = 512) String location,
      @Nullable @Size(max = 512) String resource) {}

  /**
   * Routines with the same stack and state ({@code stacks[]}).
   *
   * @param waitMinutes the longest wait that the dump shows
   * @param frames innermost first, from the application's own calls on; the dump has the others
   * @param ids examples
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StackGroup(
      @Nullable Long count,
      @Nullable @Size(max = 128) String state,
      @Nullable Long waitMinutes,
      @Nullable Boolean idle,
      @Nullable @Size(max = 64) List<StackFrame> frames,
      @Nullable @Size(max = 16) List<@Size(max = 128) String> ids) {}

  /** One frame of a stack. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StackFrame(
      @Nullable @Size(max = 512) String function,
      @Nullable @Size(max = 512) String file,
      @Nullable Integer line) {}
}
