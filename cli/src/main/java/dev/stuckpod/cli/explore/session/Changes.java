package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.Level;
import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import dev.stuckpod.cli.explore.word.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes sets of sets. */
final class Changes {
  private final Sets sets;

  Changes(Sets sets) {
    this.sets = sets;
  }

  /** Makes a new set if the line names one; changes the set that it is about if not. */
  Answer made(Line line, String name, Selection result) {
    if (!line.to().isEmpty()) {
      return put(line.to().getFirst(), result);
    }
    long before = sets.population().count(sets.get(name));
    sets.change(name, result);
    long after = sets.population().count(result);
    return new Answer.Said(
        after > before
            ? "Added %d, now %d.".formatted(after - before, after)
            : "Deleted %d, kept %d.".formatted(before - after, after));
  }

  Answer put(String name, Selection set) {
    sets.put(name, set);
    return Asked.summary(sets, name);
  }

  Answer dedup(Line line, String name, Selection set) {
    Selection folded = set.fold();
    if (!line.to().isEmpty()) {
      return put(line.to().getFirst(), folded);
    }
    int kept = new Folding(sets, Level.exact).take(set, true).size();
    long all = sets.population().count(set);
    sets.change(name, folded);
    return new Answer.Said("Dedupped %d, kept %d.".formatted(all, kept));
  }

  /** Compares with another set; without a name with the other one of two dumps. */
  Answer diff(Line line, String name, @Nullable String named) {
    String other = named == null ? otherDump(name) : named;
    if (other == null) {
      return new Answer.Wrong("diff NAME: with which set? whos tells which there are", name, -1);
    }
    var comparison = Comparison.of(sets.population(), sets.get(name), sets.get(other));
    List<Selection> results = List.of(comparison.gone(), comparison.both(), comparison.fresh());
    for (int i = 0; i < line.to().size(); i++) {
      sets.put(line.to().get(i), results.get(i));
    }
    return comparison.answer(sets, name, other, line.to());
  }

  private @Nullable String otherDump(String name) {
    List<String> others =
        sets.dumps().values().stream()
            .filter(n -> !n.equals(name) && sets.names().contains(n))
            .toList();
    return others.size() == 1 ? others.getFirst() : null;
  }

  /** Those of a set that are in another one, too: of another dump by their ids. */
  Selection common(Selection set, Selection other) {
    Population population = sets.population();
    Set<LoadedDump> mine = new HashSet<>();
    Set<LoadedDump> theirs = new HashSet<>();
    population.forEach(set, m -> mine.add(m.dump()));
    population.forEach(other, m -> theirs.add(m.dump()));
    if (mine.equals(theirs)) {
      return set.intersect(other);
    }
    Set<String> ids = new HashSet<>();
    population.forEach(other, m -> ids.add(m.id()));
    ids.remove("");
    return population.where(set, m -> ids.contains(m.id()));
  }
}
