package dev.stuckpod.analysis.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a dump says about its process. The JSON of this record is the contract of {@code analyze}
 * and of the DumpAnalysis status.
 *
 * @param schema version of this shape
 * @param runtime what made the dump
 * @param complete false when a part of the dump is missing
 * @param problems why it is not complete, and what was skipped
 * @param summary counts
 * @param verdict what is wrong in one word
 * @param cause what is wrong in one sentence
 * @param confidence of the verdict
 * @param findings the most certain first
 * @param stacks groups of routines with the same stack and state, the largest first
 * @param series how routines moved, where several dumps are explained as one; else null
 * @param locks what memory says of what routines wait for, the most wanted first; null where it was
 *     not read, or nobody waits
 * @param blockers who holds up others, as the dump itself says, whatever the verdict; the one with
 *     most behind it first; null where it names nobody
 * @param crashes what the runtime says of routines that failed, in the order of the input
 */
@JsonPropertyOrder({
  "schema",
  "runtime",
  "complete",
  "problems",
  "crashes",
  "summary",
  "verdict",
  "cause",
  "confidence",
  "findings",
  "stacks",
  "series",
  "locks",
  "blockers"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Analysis(
    String schema,
    RuntimeInfo runtime,
    boolean complete,
    List<String> problems,
    Summary summary,
    Verdict verdict,
    String cause,
    Confidence confidence,
    List<Finding> findings,
    List<Stack> stacks,
    @Nullable Series series,
    @Nullable List<Lock> locks,
    @Nullable List<Blocker> blockers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Crash> crashes) {

  /** The value of {@link #schema}. */
  public static final String SCHEMA = "stuckpod.dev/analysis/v1alpha1";

  public Analysis {
    problems = List.copyOf(problems);
    findings = List.copyOf(findings);
    stacks = List.copyOf(stacks);
    locks = locks == null ? null : List.copyOf(locks);
    blockers = blockers == null ? null : List.copyOf(blockers);
    crashes = crashes == null ? List.of() : List.copyOf(crashes); // JSON of before has none
  }

  /** Makes one of a dump that names neither who blocks others nor who failed, not from memory. */
  public Analysis(
      String schema,
      RuntimeInfo runtime,
      boolean complete,
      List<String> problems,
      Summary summary,
      Verdict verdict,
      String cause,
      Confidence confidence,
      List<Finding> findings,
      List<Stack> stacks,
      @Nullable Series series) {
    this(
        schema,
        runtime,
        complete,
        problems,
        summary,
        verdict,
        cause,
        confidence,
        findings,
        stacks,
        series,
        null,
        null,
        List.of());
  }

  /** Gives what is wrong in one word, with how sure that is; of nothing nobody is sure. */
  public String headline() {
    return Headline.of(verdict.toString(), confidence.toString(), !findings.isEmpty());
  }

  /** Those of the problems that are not the dump's: which rules have failed, or told a part. */
  public List<String> ofRules() {
    return problems.stream().filter(problem -> problem.startsWith("rule ")).toList();
  }

  /**
   * The runtime that printed the dump.
   *
   * @param name {@code go} or {@code hotspot}
   * @param version as far as the dump shows it, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RuntimeInfo(String name, @Nullable String version) {}

  /**
   * Counts over the whole dump.
   *
   * @param routines all goroutines or threads
   * @param uniqueStacks groups
   * @param idle routines that are known to do nothing
   * @param states routines by state, the most frequent first
   */
  public record Summary(int routines, int uniqueStacks, int idle, Map<String, Integer> states) {}

  /**
   * Routines with the same stack and state.
   *
   * @param count how many
   * @param state verbatim
   * @param waitMinutes the longest wait the dump shows
   * @param idle whether they are known to do nothing
   * @param frames innermost first
   * @param ids the first ids
   */
  public record Stack(
      int count, String state, int waitMinutes, boolean idle, List<Line> frames, List<String> ids) {
    public Stack {
      frames = List.copyOf(frames);
      ids = List.copyOf(ids);
    }
  }

  /**
   * Routines from the first to the last of several dumps.
   *
   * @param dumps how many
   * @param stayed in all of them, with one stack and state
   * @param moved in the first and the last one, but not always the same
   * @param started not yet in the first one
   * @param ended not any more in the last one
   */
  public record Series(int dumps, int stayed, int moved, int started, int ended) {}

  /**
   * Something that routines wait for, as it was at one moment.
   *
   * @param type such as {@code Mutex}
   * @param address in hexadecimal
   * @param says what its word in memory says
   * @param moving whether it has changed, or somebody who waited has run
   * @param queues who waits and has not run
   * @param holders who holds it, or is to call Done; null where memory does not tell
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Lock(
      String type,
      String address,
      String says,
      boolean moving,
      List<Queue> queues,
      @Nullable Holders holders) {
    public Lock {
      queues = List.copyOf(queues);
    }
  }

  /**
   * Who holds a lock by what memory says.
   *
   * @param named the first of them
   * @param more whether others are named
   * @param onNoStack how many hold it besides, by its word, who are on no stack
   * @param unreadable how many goroutines could not be read, so that they may be among those
   * @param nobody why nobody can be named; else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Holders(
      List<LockHolder> named,
      boolean more,
      long onNoStack,
      int unreadable,
      @Nullable String nobody) {
    public Holders {
      named = List.copyOf(named);
    }
  }

  /**
   * One who holds a lock.
   *
   * @param id of the routine
   * @param way {@code read} or {@code write} where there are both; else null
   * @param times how many times
   * @param confidence how sure that is, at one moment
   * @param function that has locked it; null when not known
   * @param location where it stands now; null when not known
   * @param release {@code unlock deferred}, {@code unlock ahead}, {@code no unlock seen}; else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LockHolder(
      String id,
      @Nullable String way,
      int times,
      Confidence confidence,
      @Nullable String function,
      @Nullable String location,
      @Nullable String release) {}

  /**
   * Some who wait in the same way.
   *
   * @param name {@code queue}, or the side of a channel or RWMutex
   * @param ordered whether the first is the next to go on
   * @param ids the first of them
   * @param more whether there are others
   */
  public record Queue(String name, boolean ordered, List<String> ids, boolean more) {
    public Queue {
      ids = List.copyOf(ids);
    }
  }

  /**
   * One that others wait for, and that waits for none of them; or a circle of such.
   *
   * @param holders the routine; of a circle all of its members
   * @param direct how many wait for what it holds itself
   * @param victims how many wait behind it, also for others who wait for it
   * @param ids the first of them
   */
  public record Blocker(List<Held> holders, int direct, int victims, List<String> ids) {
    public Blocker {
      holders = List.copyOf(holders);
      ids = List.copyOf(ids);
    }
  }

  /**
   * One that holds something.
   *
   * @param id of the routine
   * @param state verbatim
   * @param function in which it holds it
   * @param location {@code file:line} in that function
   * @param resource what it holds
   */
  public record Held(String id, String state, String function, String location, String resource) {}

  /**
   * What the runtime says of a routine that failed: a panic, a fatal error, an exception.
   *
   * @param message the runtime's words
   * @param routine the routine that failed; empty when the runtime names none
   * @param function the innermost call of the application in it; empty when there is none
   * @param location {@code file:line} in that function
   */
  public record Crash(String message, String routine, String function, String location) {
    /** Gives it as people say it: {@code panic: boom (goroutine 7, main.f, main.go:12)}. */
    public String said() {
      String where =
          Stream.of(routine, function, location)
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
      return where.isEmpty() ? message : message + " (" + where + ")";
    }
  }

  /** One frame: function, file as printed, line (0 when unknown). */
  public record Line(String function, String file, int line) {}
}
