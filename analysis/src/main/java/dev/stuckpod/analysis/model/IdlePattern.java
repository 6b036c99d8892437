package dev.stuckpod.analysis.model;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of {@code idle-stacks.txt}: a state and the functions that a stack must have, innermost
 * first.
 *
 * @param state verbatim or its beginning, {@code *} for any
 * @param innermost whether only the runtime may be above the first function
 * @param calls the functions; none when the state says it all
 */
record IdlePattern(String state, boolean innermost, List<Call> calls) {
  private static final String ANY = "*";
  private static final String RUNTIME = "(runtime)";
  private static final String NO_FRAMES = "(no frames)";

  /**
   * One function.
   *
   * @param function its name, or the end of it behind {@code *}
   * @param direct whether the function before must be called by this one, with none between
   */
  record Call(String function, boolean direct) {
    boolean matches(String name) {
      return function.startsWith(ANY)
          ? name.regionMatches(
              name.length() - function.length() + 1, function, 1, function.length() - 1)
          : name.equals(function);
    }
  }

  static IdlePattern parse(String line) {
    String[] parts = line.strip().split("\\s*\\|\\s*");
    List<Call> calls = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      boolean direct = false;
      for (String function : parts[i].split("\\s+<\\s+")) {
        calls.add(new Call(function, direct));
        direct = true;
      }
    }
    boolean innermost = !calls.isEmpty() && calls.getFirst().function().equals(RUNTIME);
    return new IdlePattern(
        parts[0], innermost, List.copyOf(innermost ? calls.subList(1, calls.size()) : calls));
  }

  /** Whether the pattern is about the state alone, or about an empty stack. */
  boolean hasNoFunction() {
    return calls.isEmpty() || calls.getFirst().function().equals(NO_FRAMES);
  }

  /** Gives the end of the innermost function's name, by which patterns can be looked up. */
  String key() {
    return key(calls.getFirst().function());
  }

  /** Gives {@code Native.epollWait} of io.netty.channel.epoll.Native.epollWait. */
  static String key(String function) {
    int type = function.lastIndexOf('.', function.lastIndexOf('.') - 1);
    return function.substring(type + 1);
  }

  /**
   * Whether a stack is like this.
   *
   * @param dialect what it is printed in
   * @param at the index of the frame that is to be the first function; any if there is none
   * @param printed its state
   */
  boolean matches(Dialect dialect, List<Frame> frames, int at, String printed) {
    if (!state.equals(ANY)
        && !printed.startsWith(state)
        && !isLikely(dialect, frames, at, printed)) {
      return false;
    }
    if (hasNoFunction()) {
      return calls.isEmpty() || frames.isEmpty();
    }
    boolean inside =
        innermost && frames.subList(0, at).stream().anyMatch(f -> !dialect.isRuntime(f.function()));
    return !inside && follows(frames, at);
  }

  /**
   * A profile without states still shows what goroutines wait in, or what they are at the top of.
   */
  private boolean isLikely(Dialect dialect, List<Frame> frames, int at, String printed) {
    return dialect.isUnprinted(printed)
        && !hasNoFunction()
        && !frames.isEmpty()
        && (at == 0 || frames.getFirst().function().equals(dialect.parksIn(state)));
  }

  /**
   * Whether the first call is the frame at an index, and the others follow. Each stretch of calls
   * that stand side by side is taken where it comes first: that leaves the most to the next one.
   */
  private boolean follows(List<Frame> frames, int at) {
    int from = at;
    for (int call = 0; call < calls.size(); ) {
      int end = call + 1;
      while (end < calls.size() && calls.get(end).direct()) {
        end++;
      }
      int last = call == 0 ? at : frames.size() - (end - call);
      while (from <= last && !stands(frames, from, call, end)) {
        from++;
      }
      if (from > last) {
        return false;
      }
      from += end - call;
      call = end;
    }
    return true;
  }

  /** Whether some of the calls stand side by side from an index on. */
  private boolean stands(List<Frame> frames, int from, int call, int end) {
    for (int i = call; i < end; i++) {
      int frame = from + i - call;
      if (frame >= frames.size() || !calls.get(i).matches(frames.get(frame).function())) {
        return false;
      }
    }
    return true;
  }
}
