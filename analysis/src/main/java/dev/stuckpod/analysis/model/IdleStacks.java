package dev.stuckpod.analysis.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Knows stacks that do nothing, from the data file {@code idle-stacks.txt}. */
public final class IdleStacks {
  private static final String NO_FRAMES = "(no frames)";
  private static final List<List<String>> KNOWN = load();

  private IdleStacks() {}

  /** Whether a routine with this stack and state is known to do nothing. */
  public static boolean isIdle(StackTrace stack, String state) {
    return KNOWN.stream().anyMatch(pattern -> matches(pattern, stack, state));
  }

  private static boolean matches(List<String> pattern, StackTrace stack, String state) {
    if (!pattern.getFirst().equals("*") && !state.startsWith(pattern.getFirst())) {
      return false;
    }
    if (pattern.contains(NO_FRAMES)) {
      return stack.frames().isEmpty();
    }
    int frame = 0;
    for (String function : pattern.subList(1, pattern.size())) {
      while (frame < stack.frames().size()
          && !stack.frames().get(frame).function().equals(function)) {
        frame++;
      }
      if (frame++ >= stack.frames().size()) {
        return false;
      }
    }
    return true;
  }

  private static List<List<String>> load() {
    List<List<String>> known = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(IdleStacks.class.getResourceAsStream("idle-stacks.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          known.add(List.of(line.strip().split("\\s*\\|\\s*")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(known);
  }
}
