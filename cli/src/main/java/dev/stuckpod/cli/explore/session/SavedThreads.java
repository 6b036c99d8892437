package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.cli.explore.population.Member;
import java.util.List;
import java.util.Locale;

/**
 * Threads as HotSpot prints them with {@code jstack -l}, of what is known of them: so that they are
 * read again with the same names, states, calls and locks. Numbers that only the system knows are
 * 0.
 */
final class SavedThreads {

  private static final String END = "JNI global refs: 0, weak refs: 0\n";

  private final StringBuilder text = new StringBuilder();

  /** Begins a dump of a version, which tells what such a JVM leaves out. */
  SavedThreads(String version) {
    text.append("Full thread dump OpenJDK 64-Bit Server VM (");
    text.append(version.isEmpty() ? "unknown" : version).append(" mixed mode):\n\n");
  }

  /** Whether a thread is called as HotSpot would, so that it is found again by that. */
  static boolean canName(String id) {
    return id.length() > 1 && id.startsWith("\"") && id.chars().noneMatch(Character::isISOControl);
  }

  /** Adds one. */
  void add(Member member) {
    String state = member.group().state();
    boolean carrier = state.startsWith(Virtual.CARRIER);
    List<LockUse> uses = member.cohort() == null ? List.of() : member.cohort().uses();
    text.append(member.id());
    CpuTime used = member.dump().opened().dump().cpu().get(member.id());
    if (used != null) {
      text.append(
          String.format(
              Locale.ROOT,
              " cpu=%.3fms elapsed=%.3fs",
              used.cpuMicros() / 1e3,
              used.elapsedMillis() / 1e3));
    }
    text.append(" tid=0x0");
    if (!carrier) {
      text.append(" nid=0x0 ").append(inHeader(state) ? state : header(uses));
    }
    text.append('\n');
    if (carrier) {
      text.append("   ").append(Virtual.CARRIER).append(" #0\n");
    } else if (!inHeader(state)) {
      text.append("   java.lang.Thread.State: ").append(state).append('\n');
    }
    stack(member.group().stack().frames(), carrier, uses);
    owned(uses);
    text.append('\n');
  }

  /** Gives the dump. */
  String text() {
    return text + END;
  }

  /** Threads of the JVM itself have no state but what is printed beside their name. */
  private static boolean inHeader(String state) {
    return state.isEmpty() || !Character.isUpperCase(state.charAt(0));
  }

  /** Whoever waits for a class that is not named is known by these words. */
  private static String header(List<LockUse> uses) {
    return uses.stream().anyMatch(use -> use.lock().isUnnamedClass()) ? "in Object.wait()" : "";
  }

  /** A carrier's own calls stand above those of the virtual thread that it has mounted. */
  private void stack(List<Frame> frames, boolean carrier, List<LockUse> uses) {
    int own = carrier ? first(frames) : 0;
    locks(uses, -1);
    for (int i = own; i < frames.size(); i++) {
      frame(frames.get(i));
      locks(uses, i);
    }
    if (own > 0) {
      text.append("   Mounted virtual thread #0\n");
    }
    for (int i = 0; i < own; i++) {
      frame(frames.get(i));
      locks(uses, i);
    }
    if (frames.isEmpty()) {
      locks(uses, 0);
    }
  }

  private static int first(List<Frame> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i).function().equals(Virtual.CARRIES)) {
        return i;
      }
    }
    return 0;
  }

  private void frame(Frame frame) {
    String line = frame.line() > 0 ? ":" + frame.line() : "";
    String where = frame.file().isEmpty() && line.isEmpty() ? "Unknown Source" : frame.file();
    text.append("\tat ").append(frame.function());
    text.append('(').append(where).append(line).append(")\n");
  }

  private void locks(List<LockUse> uses, int frame) {
    for (LockUse use : uses) {
      if (use.frame() == frame) {
        String said =
            switch (use.how()) {
              case LOCKED -> "locked " + named(use);
              case WAITING_TO_LOCK -> "waiting to lock " + named(use);
              case WAITING_TO_RELOCK -> "waiting to re-lock in wait() " + named(use);
              case WAITING_ON -> "waiting on " + named(use);
              case PARKING -> "parking to wait for  " + named(use);
              case CLASS_INIT ->
                  use.lock().isUnnamedClass()
                      ? ""
                      : "waiting on the Class initialization monitor for " + use.lock().type();
              case OWNS, MAY_OWN -> ""; // below the stack; a guess is made again
            };
        text.append(said.isEmpty() ? "" : "\t- " + said + "\n");
      }
    }
  }

  private void owned(List<LockUse> uses) {
    List<LockUse> owned = uses.stream().filter(u -> u.how() == LockUse.How.OWNS).toList();
    if (!owned.isEmpty()) {
      text.append("\n   Locked ownable synchronizers:\n");
      owned.forEach(use -> text.append("\t- ").append(named(use)).append('\n'));
    }
  }

  /** Some forms name an object by its class and a number. */
  private static String named(LockUse use) {
    String address = use.lock().address();
    String type = use.lock().type();
    if (address.startsWith("@")) {
      return "<" + type + address + ">";
    }
    return "<" + address + ">" + (type.isEmpty() ? "" : " (a " + type + ")");
  }
}
