package dev.stuckpod.analysis.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Knows stacks that do nothing, from the data file {@code idle-stacks.txt}. */
public final class IdleStacks {
  private static final List<IdlePattern> STATES = new ArrayList<>();

  /** Patterns by the end of their innermost function's name: a stack may be tried for each. */
  private static final Map<String, List<IdlePattern>> CALLS = new HashMap<>();

  static {
    load();
  }

  private IdleStacks() {}

  /** Whether a routine with this stack and state is known to do nothing. */
  public static boolean isIdle(Dialect dialect, StackTrace stack, String state) {
    List<Frame> frames = stack.frames();
    if (STATES.stream().anyMatch(pattern -> pattern.matches(dialect, frames, 0, state))) {
      return true;
    }
    for (int i = 0; i < frames.size(); i++) {
      List<IdlePattern> candidates = CALLS.get(IdlePattern.key(frames.get(i).function()));
      if (candidates != null && matches(dialect, candidates, frames, i, state)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(
      Dialect dialect, List<IdlePattern> candidates, List<Frame> frames, int at, String state) {
    return candidates.stream().anyMatch(pattern -> pattern.matches(dialect, frames, at, state));
  }

  private static void load() {
    try (InputStream in =
            Objects.requireNonNull(IdleStacks.class.getResourceAsStream("idle-stacks.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          IdlePattern pattern = IdlePattern.parse(line);
          if (pattern.hasNoFunction()) {
            STATES.add(pattern);
          } else {
            CALLS.computeIfAbsent(pattern.key(), _ -> new ArrayList<>()).add(pattern);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
