package dev.stuckpod.analysis.hotspot.dialect;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Carriage;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.Unprinted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How HotSpot prints threads. */
public enum HotSpotDialect implements Dialect {
  HOTSPOT;

  private static final Pattern PLUMBING = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");
  private static final Pattern MAJOR = Pattern.compile("\\d{2,3}");
  private static final int OWNERS_SINCE = 27;
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

  @Override
  public Carriage carriage(Group group) {
    return Virtual.carriage(group.state(), group.stack().frames());
  }

  /**
   * What virtual threads own, Thread.print tells of none that is not mounted; and the dump to a
   * file tells it of synchronizers from JDK 27 on.
   */
  @Override
  public Unprinted unprinted(Dump dump) {
    boolean shown = false;
    boolean any = false;
    for (Group group : dump.groups()) {
      boolean virtual = Virtual.isVirtual(group.state(), group.stack().frames());
      shown |= virtual && !group.state().startsWith(Virtual.CARRIER);
      any |= virtual || group.stack().frames().stream().anyMatch(Virtual::isOfVirtual);
    }
    return shown
        ? tellsOwners(dump.version()) ? Unprinted.NONE : Unprinted.SYNCHRONIZERS
        : any ? Unprinted.ALL : Unprinted.NONE;
  }

  private static boolean tellsOwners(@Nullable String version) {
    Matcher m = MAJOR.matcher(version == null ? "" : version);
    return m.lookingAt() && Integer.parseInt(m.group()) >= OWNERS_SINCE;
  }

  /** Threads of the JVM itself have none in whole dumps. */
  @Override
  public boolean hasAlwaysCalls() {
    return false;
  }

  /** Lambdas, classes without a name and those made while the process runs are numbered. */
  @Override
  public String lasting(String function) {
    return function
        .replaceAll("\\$\\$Lambda[^.]*", "\\$\\$Lambda")
        .replaceAll("(lambda\\$[^.$]+)\\$\\d+$", "$1")
        .replaceAll("(\\$Proxy|Accessor|LambdaForm\\$\\w+?)\\d+", "$1")
        .replaceAll("\\$\\d+", "\\$")
        .replaceAll("[/+]0x[0-9a-f]+", "");
  }
}
