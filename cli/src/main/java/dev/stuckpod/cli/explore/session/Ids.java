package dev.stuckpod.cli.explore.session;

import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Population;
import dev.stuckpod.cli.explore.population.Selection;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An id as a person types it: {@code 17}, or of a thread {@code #17}, its name, or both. */
record Ids(String typed) {

  /** Finds a routine; null when nobody is called so. */
  @Nullable Member in(Population population, Selection set) {
    Member exact = first(population, set, id -> id.equals(typed));
    String number = typed.startsWith("#") ? typed : "#" + typed;
    Member numbered =
        exact != null ? exact : first(population, set, id -> id.endsWith("\" " + number));
    return numbered != null
        ? numbered
        : first(population, set, id -> id.startsWith("\"" + typed + "\""));
  }

  private static @Nullable Member first(
      Population population, Selection set, Predicate<String> test) {
    Member[] found = new Member[1];
    population.forEach(
        set,
        member -> {
          if (found[0] == null && !member.id().isEmpty() && test.test(member.id())) {
            found[0] = member;
          }
        });
    return found[0];
  }
}
