package dev.stuckpod.cli.report.make;

import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.explore.session.Words;
import dev.stuckpod.cli.report.page.Movement;
import dev.stuckpod.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What moved between the first and the last of several dumps. */
final class Movements {
  private static final int PLACES = 40;

  private Movements() {}

  /** Gives it; null where there are no two dumps. */
  static @Nullable Movement of(List<Dump> dumps, Analysis analysis, String routines) {
    Analysis.Series series = analysis.series();
    if (series == null) {
      return null;
    }
    String sentence =
        "%d dumps: %d %s stayed where they were, %d moved, %d are new, %d have ended"
            .formatted(
                series.dumps(),
                series.stayed(),
                routines,
                series.moved(),
                series.started(),
                series.ended());
    List<Movement.Place> places = dumps.size() < 2 ? List.of() : places(dumps);
    return new Movement(
        sentence, places.stream().limit(PLACES).toList(), Math.max(0, places.size() - PLACES));
  }

  private static List<Movement.Place> places(List<Dump> dumps) {
    Map<String, String> before = new HashMap<>();
    Map<String, Group> first = new LinkedHashMap<>();
    for (Group group : dumps.getFirst().groups()) {
      String key = key(group);
      first.put(key, group);
      group.ids().forEach(id -> before.put(id, key));
    }
    List<Movement.Place> places = new ArrayList<>();
    for (Group group : dumps.getLast().groups()) {
      String key = key(group);
      Group then = first.remove(key);
      int stayed = (int) group.ids().stream().filter(id -> key.equals(before.get(id))).count();
      int was = then == null ? 0 : then.count();
      if (!group.idle() || was != group.count()) {
        places.add(place(group, was, group.count(), stayed));
      }
    }
    first.values().forEach(gone -> places.add(place(gone, gone.count(), 0, 0)));
    places.sort(
        Comparator.comparingInt((Movement.Place p) -> -Math.abs(p.after() - p.before()))
            .thenComparingInt(p -> -p.after()));
    return places;
  }

  private static Movement.Place place(Group group, int before, int after, int stayed) {
    return new Movement.Place(Words.place(group), group.state(), before, after, stayed);
  }

  /** A digest is short, and its hash is nothing that a dump can choose. */
  private static String key(Group group) {
    MessageDigest digest = Sha256.begin();
    digest.update(group.state().getBytes(StandardCharsets.UTF_8));
    for (Frame frame : group.stack().frames()) {
      String line = "\n%s\n%s:%d".formatted(frame.function(), frame.file(), frame.line());
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest);
  }
}
