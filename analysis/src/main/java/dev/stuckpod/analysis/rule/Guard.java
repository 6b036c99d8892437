package dev.stuckpod.analysis.rule;

import dev.stuckpod.analysis.graph.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs whatever looks for findings. One that fails costs its own findings, and that is said; once
 * the effort for the dump is spent, nothing further looks.
 */
public final class Guard {
  private final List<String> problems = new ArrayList<>();
  private final List<String> judged = new ArrayList<>();
  private final List<String> unjudged = new ArrayList<>();
  private @Nullable String spent;

  /**
   * Runs one.
   *
   * @param name of the one that looks
   * @param otherwise what there is when it fails
   */
  public <T> T run(String name, Supplier<T> what, T otherwise) {
    if (spent != null) {
      unjudged.add(name);
      return otherwise;
    }
    try {
      T found = what.get();
      judged.add(name);
      return found;
    } catch (Effort.SpentException e) {
      spent = e.getMessage();
      unjudged.add(name);
      return otherwise;
    } catch (RuntimeException | StackOverflowError e) {
      problems.add("rule " + name + " failed, what it would have found is missing: " + e);
      return otherwise;
    }
  }

  /** Whether the effort for the dump is spent. */
  public boolean isSpent() {
    return spent != null;
  }

  /** Says in one sentence what is not judged because the effort was spent, if it was. */
  public Optional<String> unfinished() {
    return spent == null
        ? Optional.empty()
        : Optional.of(
            "the dump takes more work than one dump may (%s): judged by %s, not by %s"
                .formatted(
                    spent,
                    judged.isEmpty() ? "no rule" : String.join(", ", judged),
                    String.join(", ", unjudged)));
  }

  /** Takes notice of something that is missing, a sentence. */
  public void add(String problem) {
    problems.add(problem);
  }

  /** What has failed or is missing, one sentence each. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
