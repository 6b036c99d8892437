package dev.stuckpod.analysis.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed dump.
 *
 * @param runtime how it is printed
 * @param version of the runtime, when the dump shows it
 * @param groups the largest first
 * @param routines how many routines the dump has
 * @param states routines by state
 * @param complete false when a part is missing
 * @param problems what is missing or was skipped
 * @param cpu what threads have used, by id, where the dump says so
 * @param watched for how long it is known which routines have not run at all, as printed; else null
 * @param asleep whether the runtime says that no routine can ever go on
 * @param deadlocks circles that the runtime itself reports
 * @param words what memory says of what is waited for, where it was read
 * @param crashes what the runtime says of routines that failed, in the order of the input
 */
public record Dump(
    Dialect runtime,
    @Nullable String version,
    List<Group> groups,
    int routines,
    Map<String, Integer> states,
    boolean complete,
    List<String> problems,
    Map<String, CpuTime> cpu,
    @Nullable String watched,
    boolean asleep,
    List<Deadlock> deadlocks,
    List<LockWord> words,
    List<Crash> crashes) {
  public Dump {
    words = List.copyOf(words);
    deadlocks = List.copyOf(deadlocks);
    crashes = List.copyOf(crashes);
    groups = List.copyOf(groups);
    problems = List.copyOf(problems);
    cpu = Map.copyOf(cpu);
  }

  /** Makes one that was not read from memory, and in which no routine is said to have failed. */
  public Dump(
      Dialect runtime,
      @Nullable String version,
      List<Group> groups,
      int routines,
      Map<String, Integer> states,
      boolean complete,
      List<String> problems,
      Map<String, CpuTime> cpu,
      @Nullable String watched,
      boolean asleep,
      List<Deadlock> deadlocks) {
    this(
        runtime, version, groups, routines, states, complete, problems, cpu, watched, asleep,
        deadlocks, List.of(), List.of());
  }

  /** Gives the same with other problems. */
  public Dump with(boolean whole, List<String> other) {
    return new Dump(
        runtime, version, groups, routines, states, whole, other, cpu, watched, asleep, deadlocks,
        words, crashes);
  }

  /** Gives the same with what the runtime reports. */
  public Dump withDeadlocks(List<Deadlock> reported) {
    return new Dump(
        runtime, version, groups, routines, states, complete, problems, cpu, watched, asleep,
        reported, words, crashes);
  }

  /** Gives the same with what the runtime says of routines that failed. */
  public Dump withCrashes(List<Crash> told) {
    return new Dump(
        runtime, version, groups, routines, states, complete, problems, cpu, watched, asleep,
        deadlocks, words, told);
  }
}
