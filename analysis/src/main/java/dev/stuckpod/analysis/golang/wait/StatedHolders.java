package dev.stuckpod.analysis.golang.wait;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Holder;
import dev.stuckpod.analysis.graph.Holder.Basis;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Stated;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.LockWord.Hold;
import dev.stuckpod.analysis.model.LockWord.Sure;
import dev.stuckpod.analysis.model.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who holds which lock by what the process's memory says. */
final class StatedHolders {
  private final Map<ResourceKey, LockWord> words = new HashMap<>();
  private final Map<String, Party> parties = new HashMap<>();

  /**
   * Takes the routines of one dump, and what memory says; whoever is named there is a party of his
   * own.
   */
  StatedHolders(List<Party> all, List<LockWord> told) {
    for (LockWord word : told) {
      ResourceKind kind = kind(word);
      if (kind != null && word.held().told()) {
        words.putIfAbsent(new ResourceKey(kind, word.seen(), ""), word);
      }
    }
    Set<String> named =
        words.values().stream()
            .flatMap(word -> word.held().by().stream())
            .map(Hold::id)
            .collect(Collectors.toSet());
    for (Party party : named.isEmpty() ? List.<Party>of() : all) {
      if (party.cohort().count() == 1 && party.cohort().ids().stream().anyMatch(named::contains)) {
        parties.putIfAbsent(party.cohort().ids().getFirst(), party);
      }
    }
  }

  private static @Nullable ResourceKind kind(LockWord word) {
    return switch (word.type()) {
      case "Mutex", "Once" -> ResourceKind.MUTEX;
      case "RWMutex" -> ResourceKind.RW_MUTEX;
      case "WaitGroup" -> ResourceKind.WAIT_GROUP;
      default -> null;
    };
  }

  /** Gives what memory says of a lock; null where it does not say who holds it. */
  @Nullable LockWord of(ResourceKey key) {
    return words.get(key);
  }

  /** Whether a party holds something by what memory says. */
  boolean isNamed(Party party) {
    return !party.cohort().ids().isEmpty()
        && party.equals(parties.get(party.cohort().ids().getFirst()));
  }

  /**
   * Gives those who hold it and are in the dump, the surest first; last those who seem to by their
   * stack, where memory says only that they hold something.
   */
  List<Holder> holders(LockWord word, List<Holder> inferred) {
    List<Holder> holders = new ArrayList<>();
    for (Hold hold : word.held().by()) {
      Party party = parties.get(hold.id());
      if (party != null && !party.frames().isEmpty()) {
        Holder holder = holder(word, hold, party);
        Effort.step(party.frames().size());
        Effort.keep(holder.evidence());
        holders.add(holder);
      }
    }
    holders.sort(Comparator.comparing(Holder::basis).reversed());
    if (!word.held().untold().isEmpty()) {
      inferred.stream()
          .filter(h -> h.party().cohort().ids().stream().anyMatch(word.held()::mayBe))
          .forEach(holders::add);
    }
    return holders;
  }

  /**
   * Gives what memory says, and who was taken for a holder and is none: where its word and the
   * stacks agree to the last one, nobody else can be.
   */
  static Stated stated(LockWord word, List<Holder> inferred, List<Holder> holders) {
    LockWord.Held held = word.held();
    long found = held.more();
    for (Hold hold : held.by()) {
      found += hold.sure() == Sure.SUSPECTED ? 0 : hold.times();
    }
    boolean whole =
        held.nobody() == null
            && held.unreadable() == 0
            && held.untold().isEmpty()
            && found == word.holders();
    Set<Party> named = holders.stream().map(Holder::party).collect(Collectors.toSet());
    return new Stated(
        word,
        inferred.stream()
            .filter(h -> whole && h.basis().compareTo(Basis.CONTAINMENT) >= 0)
            .filter(h -> !named.contains(h.party()))
            .toList());
  }

  private static Holder holder(LockWord word, Hold hold, Party party) {
    Basis basis =
        switch (hold.sure()) {
          case PROVEN -> Basis.MEMORY_PROVEN;
          case STRONG -> Basis.MEMORY_STRONG;
          case SUSPECTED -> Basis.MEMORY_SUSPECTED;
        };
    return new Holder(party, frame(hold.at(), party), basis, evidence(word, hold), null);
  }

  /** The outermost one that stands there: where it calls itself, it has locked before it did. */
  private static int frame(@Nullable Frame at, Party party) {
    for (int i = party.frames().size() - 1; i >= 0 && at != null; i--) {
      Frame frame = party.frame(i);
      if (frame.line() == at.line() && frame.function().equals(at.function())) {
        return i;
      }
    }
    return Math.max(0, party.group().applicationFrame());
  }

  private static String evidence(LockWord word, Hold hold) {
    return "memory: goroutine %s holds the %s 0x%x%s (%s)%s%s"
        .formatted(
            hold.id(),
            word.type(),
            word.address(),
            (hold.way().isEmpty() ? "" : " to " + hold.way())
                + (hold.times() > 1 ? ", " + hold.times() + " times" : ""),
            hold.sure().label(),
            hold.at() == null
                ? ""
                : ", locked in %s (%s)".formatted(hold.at().shortName(), hold.at().location()),
            hold.release().isEmpty() ? "" : ", " + hold.release());
  }
}
