package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.population.Level;
import dev.stuckpod.cli.explore.population.LoadedDump;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Selection;
import dev.stuckpod.cli.explore.word.Command;
import dev.stuckpod.cli.explore.word.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers what was understood. */
final class Asked {
  /** A screen has room for fewer; a program takes what there is. */
  private static final int MOST_GROUPS = 1_000;

  private final Sets sets;
  private final Store store;
  private final Listing listing;
  private final Changes changes;
  private boolean showsIdle;
  private boolean ended;

  Asked(Sets sets, Store store) {
    this.sets = sets;
    this.store = store;
    this.listing = new Listing(sets);
    this.changes = new Changes(sets);
  }

  boolean hasEnded() {
    return ended;
  }

  Answer answer(Line line, String typed) {
    if (line.command() instanceof Command.Load load) {
      return loaded(line.to().isEmpty() ? sets.next() : line.to().getFirst(), load, typed);
    }
    if (line.command() instanceof Command.Help help) {
      return Helps.of(help.word());
    }
    String name = line.subject() == null ? sets.meant() : line.subject();
    Selection set = sets.get(name);
    return switch (line.command()) {
      case Command.Verdict _ -> verdicts();
      case Command.Summary _ -> summary(name);
      case Command.Show show -> listing.stacks(set, show.offset(), show.limit(), showsIdle);
      case Command.Groups groups ->
          new Folding(sets, groups.level()).take(set, showsIdle).answer(MOST_GROUPS);
      case Command.Where where ->
          new Folding(sets, Level.exact)
              .take(sets.population().where(set, where.test()), true)
              .answer(MOST_GROUPS);
      case Command.Search search ->
          listing.stacks(
              sets.population().where(set, search.test()), search.offset(), search.limit(), true);
      case Command.Keep keep -> changes.made(line, name, sets.population().where(set, keep.test()));
      case Command.Delete delete ->
          changes.made(line, name, set.without(sets.population().where(set, delete.test())));
      case Command.Dedup _ -> changes.dedup(line, name, set);
      case Command.Undo _ ->
          sets.undo(name) ? summary(name) : new Answer.Said("nothing was changed in " + name);
      case Command.Copy copy -> {
        Selection some = copy.test() == null ? set : sets.population().where(set, copy.test());
        yield changes.put(line.to().getFirst(), some);
      }
      case Command.Diff diff -> changes.diff(line, name, diff.other());
      case Command.Union union -> changes.made(line, name, set.union(sets.get(union.other())));
      case Command.Intersect both ->
          changes.made(line, name, changes.common(set, sets.get(both.other())));
      case Command.Stack stack -> stack(stack.id(), typed);
      case Command.WhoWaits who -> who(who.what(), true, typed);
      case Command.WhoHolds who -> who(who.what(), false, typed);
      case Command.Path path -> {
        Member member = find(path.id());
        yield member == null ? nobody(path.id(), typed) : new Waiting(member.dump()).path(member);
      }
      case Command.Idle idle -> idle(idle.shown());
      case Command.Save save -> save(set, save.file(), typed);
      case Command.Use use -> {
        sets.mean(use.name());
        yield summary(use.name());
      }
      case Command.Whos _ -> new Answer.Said(whos());
      case Command.Clear _ -> {
        sets.clear();
        yield new Answer.Said(whos());
      }
      case Command.Quit _ -> {
        ended = true;
        yield new Answer.Said("");
      }
      case Command.Load _, Command.Help _ -> throw new IllegalStateException("answered above");
    };
  }

  Answer verdicts() {
    List<Answer.Dump> dumps = new ArrayList<>();
    sets.dumps().forEach((dump, name) -> dumps.add(verdict(name, dump)));
    return new Answer.Verdicts(dumps);
  }

  private static Answer.Dump verdict(String name, LoadedDump dump) {
    Analysis analysis = dump.opened().analysis();
    String version = analysis.runtime().version();
    return new Answer.Dump(
        name,
        dump.source(),
        analysis.headline(),
        analysis.cause(),
        analysis.runtime().name() + (version == null || version.isEmpty() ? "" : " " + version),
        analysis.summary().routines(),
        analysis.summary().uniqueStacks(),
        analysis.summary().idle(),
        analysis.problems());
  }

  private Answer summary(String name) {
    return summary(sets, name);
  }

  static Answer summary(Sets sets, String name) {
    Selection set = sets.get(name);
    Map<String, Long> counted = new TreeMap<>();
    long[] sums = new long[2];
    if (set.folded()) {
      new Folding(sets, Level.exact)
          .take(set, true)
          .piles()
          .forEach(pile -> count(pile.first(), 1, counted, sums));
    } else {
      sets.population().forEach(set, member -> count(member, member.count(), counted, sums));
    }
    Map<String, Long> states = new LinkedHashMap<>();
    counted.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(e -> states.put(e.getKey(), e.getValue()));
    return new Answer.Summary(name, sums[0], set.folded(), sums[1], states);
  }

  private static void count(Member member, long n, Map<String, Long> states, long[] sums) {
    states.merge(member.group().state(), n, Long::sum);
    sums[0] += n;
    sums[1] += member.group().idle() ? n : 0;
  }

  private Answer loaded(String name, Command.Load load, String typed) {
    try {
      LoadedDump dump = sets.population().add(load.file(), store.open(load.file()));
      sets.add(name, dump);
      return new Answer.Verdicts(List.of(verdict(name, dump)));
    } catch (NotADumpException | IOException failed) {
      String why = String.valueOf(failed.getMessage());
      return new Answer.Wrong(load.file() + ": " + why, typed, -1);
    }
  }

  private Answer stack(String id, String typed) {
    Member member = find(id);
    return member == null
        ? nobody(id, typed)
        : new Answer.Stacks(1, 0, 0, List.of(listing.of(member)));
  }

  private Answer who(String what, boolean waits, String typed) {
    if (what.startsWith("0x") || what.startsWith("0X") || what.startsWith("@")) {
      Answer.@Nullable Edges first = null;
      for (LoadedDump dump : sets.population().dumps()) {
        var waiting = new Waiting(dump);
        Answer.Edges found = waits ? waiting.forAddress(what) : waiting.holders(what);
        if (first == null || first.edges().isEmpty()) {
          first = found;
        }
      }
      return first == null ? nobody(what, typed) : first;
    }
    Member member = find(what);
    if (member == null) {
      return nobody(what, typed);
    }
    var waiting = new Waiting(member.dump());
    return waits ? waiting.forRoutine(member) : waiting.holdersFor(member);
  }

  /** Looks in the set that is meant first, then everywhere. */
  private @Nullable Member find(String id) {
    Ids ids = new Ids(id);
    Member found = ids.in(sets.population(), sets.get(sets.meant()));
    for (LoadedDump dump : sets.population().dumps()) {
      found = found == null ? ids.in(sets.population(), sets.population().all(dump)) : found;
    }
    return found;
  }

  private static Answer nobody(String id, String typed) {
    return new Answer.Wrong("there is no routine " + id, typed, -1);
  }

  private Answer idle(boolean shown) {
    showsIdle = shown;
    return new Answer.Said(
        shown ? "idle ones are shown" : "idle ones are folded away in show and groups");
  }

  private Answer save(Selection set, String file, String typed) {
    try {
      String text = Saving.text(sets.population(), set);
      store.save(file, text);
      return new Answer.Said(
          "%d routines are in %s, without arguments".formatted(sets.population().count(set), file));
    } catch (IOException | IllegalArgumentException failed) {
      return new Answer.Wrong(String.valueOf(failed.getMessage()), typed, -1);
    }
  }

  private String whos() {
    var said = new StringBuilder();
    for (String name : sets.names()) {
      said.append(said.isEmpty() ? "" : ", ").append(name);
      said.append(" (").append(sets.population().count(sets.get(name))).append(')');
    }
    return said.toString();
  }
}
