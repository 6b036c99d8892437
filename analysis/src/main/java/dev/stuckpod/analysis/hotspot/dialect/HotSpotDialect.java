package dev.stuckpod.analysis.hotspot.dialect;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.regex.Pattern;

/** How HotSpot prints threads. */
public enum HotSpotDialect implements Dialect {
  HOTSPOT;

  private static final Pattern PLUMBING = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  private static final Pattern FINALIZER =
      Pattern.compile("\"(Finalizer|Reference Handler|Common-Cleaner|Secondary finalizer)\".*");

  @Override
  public String label() {
    return "hotspot";
  }

  @Override
  public String language() {
    return "Java";
  }

  @Override
  public String printed() {
    return "a \"Full thread dump\"";
  }

  @Override
  public String routine() {
    return "thread";
  }

  @Override
  public String unlock() {
    return "unlock()";
  }

  /** Whether a function belongs to the JDK. */
  @Override
  public boolean isPlumbing(String function) {
    return PLUMBING.matcher(function).matches();
  }

  @Override
  public Activity activity(String state, int waitMinutes, List<Frame> frames) {
    return HotSpotActivity.of(state, frames);
  }

  /** A thread that writes looks the same whether the other side takes it or not. */
  @Override
  public boolean isSure(Activity activity) {
    return activity != Activity.WRITES;
  }

  @Override
  public boolean isLive(String state) {
    return state.startsWith("run");
  }

  @Override
  public boolean isFinalizer(Group group) {
    return group.ids().stream().anyMatch(id -> FINALIZER.matcher(id).matches());
  }

  /** Threads of the JVM itself have none in whole dumps. */
  @Override
  public boolean hasAlwaysCalls() {
    return false;
  }
}
