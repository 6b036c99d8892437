package dev.stuckpod.analysis.rule.ground;

import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Functions of libraries whose meaning is known, from the data file {@code known-calls.txt}. */
public final class KnownCalls {
  /** What a routine in such a call waits for. */
  public enum Meaning {
    PEER,
    CHILD,
    READER,
    CONNECTION_POOL,
    CONNECTION,
    PERMIT,
    PUT,
    LOG,
    RESULT
  }

  private static final Map<Meaning, List<String>> KNOWN = load();

  private KnownCalls() {}

  /** Whether the routines of a group make such a call. */
  public static boolean isIn(Group group, Meaning meaning) {
    return frame(group, meaning) >= 0;
  }

  /** Gives the outermost frame that makes such a call, or -1. */
  public static int frame(Party party, Meaning meaning) {
    return frame(party.group(), meaning);
  }

  /** Gives the outermost frame of a group that makes such a call, or -1. */
  static int frame(Group group, Meaning meaning) {
    List<String> names = KNOWN.getOrDefault(meaning, List.of());
    List<Frame> frames = group.stack().frames();
    for (int i = frames.size() - 1; i >= 0; i--) {
      String function = frames.get(i).function();
      if (names.stream().anyMatch(function::startsWith)) {
        return i;
      }
    }
    return -1;
  }

  /** Gives the frame that makes the call: the next one outwards, or the call itself. */
  public static int caller(Party party, Meaning meaning) {
    int call = frame(party, meaning);
    return Math.min(call + 1, party.frames().size() - 1);
  }

  private static Map<Meaning, List<String>> load() {
    Map<Meaning, List<String>> known = new EnumMap<>(Meaning.class);
    try (InputStream in =
            Objects.requireNonNull(KnownCalls.class.getResourceAsStream("known-calls.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.strip().split("\\s*\\|\\s*", 2);
          Meaning meaning = Meaning.valueOf(parts[0].toUpperCase(Locale.ROOT).replace('-', '_'));
          known.computeIfAbsent(meaning, _ -> new ArrayList<>()).add(parts[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }
}
