package dev.stuckpod.analysis.golang.dialect;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How Go prints goroutines. */
public enum GoDialect implements Dialect {
  GO;

  private static final Set<String> FINALIZERS =
      Set.of("runtime.runfinq", "runtime.runFinalizers", "runtime.runCleanups");

  @Override
  public String label() {
    return "go";
  }

  @Override
  public String language() {
    return "Go";
  }

  @Override
  public String printed() {
    return "goroutine stacks";
  }

  @Override
  public String routine() {
    return "goroutine";
  }

  @Override
  public String unlock() {
    return "Unlock";
  }

  @Override
  public boolean isPlumbing(String function) {
    return GoNames.isPlumbing(function);
  }

  @Override
  public boolean isRuntime(String function) {
    return function.startsWith("runtime.");
  }

  @Override
  public boolean isRoot(String function) {
    return function.equals("runtime.goexit");
  }

  @Override
  public boolean isWrapper(String function) {
    return GoNames.isWrapper(function);
  }

  @Override
  public boolean isClosure(String function) {
    return GoNames.isClosure(function);
  }

  @Override
  public String type(String function) {
    return GoNames.type(function);
  }

  @Override
  public String shortType(String function) {
    return GoNames.shortType(function);
  }

  @Override
  public String packageOf(String function) {
    return GoNames.packageOf(function);
  }

  @Override
  public String outer(String function) {
    return GoNames.outer(function);
  }

  /**
   * Closures are numbered as they stand; type arguments are written one way here, another there.
   */
  @Override
  public String lasting(String function) {
    int open = function.indexOf('[');
    int close = function.lastIndexOf(']');
    return GoNames.outer(
        open >= 0 && close > open
            ? function.substring(0, open) + function.substring(close + 1)
            : function);
  }

  @Override
  public boolean isUnprinted(String state) {
    return state.equals(GoActivity.UNKNOWN);
  }

  @Override
  public @Nullable String parksIn(String state) {
    return switch (state) {
      case "IO wait" -> "internal/poll.runtime_pollWait";
      case "sync.Cond.Wait" -> "sync.runtime_notifyListWait";
      default -> null;
    };
  }

  @Override
  public Activity activity(String state, int waitMinutes, List<Frame> frames) {
    return GoActivity.of(state, waitMinutes, frames);
  }

  @Override
  public boolean isLive(String state) {
    return GoActivity.isLive(state);
  }

  @Override
  public boolean isFinalizer(Group group) {
    return group.stack().frames().stream().anyMatch(f -> FINALIZERS.contains(f.function()));
  }

  @Override
  public boolean hasAlwaysCalls() {
    return true;
  }
}
