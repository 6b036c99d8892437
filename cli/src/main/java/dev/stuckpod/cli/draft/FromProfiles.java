package dev.stuckpod.cli.draft;

import dev.stuckpod.crds.profiles.Profiles;
import dev.stuckpod.crds.v1alpha1.StuckWhen.StuckRule;
import dev.stuckpod.operator.rules.Metric;
import dev.stuckpod.operator.rules.Rule;
import dev.stuckpod.operator.rules.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the rules of all profiles against what a pod exports.
 *
 * @param whole the profile all of whose rules fit, where there is one alone; else empty
 * @param rules that fit, but for those that need no metric
 * @param missed a line for each rule that lacks a part of its metrics
 */
record FromProfiles(String whole, List<Suggestion> rules, List<String> missed) {

  static FromProfiles of(Look look) {
    var rules = new LinkedHashMap<String, Suggestion>();
    var whole = new ArrayList<String>();
    var missed = new ArrayList<String>();
    for (String profile : Profiles.NAMES) {
      Map<String, List<String>> texts = texts(profile);
      boolean all = true;
      for (StuckRule rule : Profiles.rules(profile).any()) {
        List<Metric> metrics = metrics(rule);
        List<Metric> absent =
            metrics.stream().filter(one -> !look.has(one.name(), one.match())).toList();
        if (metrics.isEmpty()) {
          continue;
        }
        all &= absent.isEmpty();
        if (absent.isEmpty()) {
          rules.putIfAbsent(
              rule.name(),
              new Suggestion(
                  why(profile, metrics, look), texts.getOrDefault(rule.name(), List.of())));
        } else if (absent.size() < metrics.size()) {
          missed.add(
              "Rule %s of profile %s was not taken: %s is not exported."
                  .formatted(rule.name(), profile, joined(absent)));
        }
      }
      if (all) {
        whole.add(profile);
      }
    }
    int most = whole.stream().mapToInt(one -> Profiles.rules(one).any().size()).max().orElse(0);
    List<String> best =
        whole.stream().filter(one -> Profiles.rules(one).any().size() == most).toList();
    boolean covers = best.size() == 1 && names(best.getFirst()).containsAll(rules.keySet());
    return new FromProfiles(covers ? best.getFirst() : "", List.copyOf(rules.values()), missed);
  }

  /** Whether any of its rules is about what the app does; else they know its runtime alone. */
  boolean knowWork() {
    return rules.stream().anyMatch(Suggestion::knowsWork);
  }

  /**
   * Adds what was guessed and goes by another name: all of it where no work is known, else what is
   * certain whatever the app does.
   */
  List<Suggestion> with(List<Suggestion> guessed) {
    List<String> names = rules.stream().map(Suggestion::name).toList();
    return Stream.concat(
            rules.stream(),
            guessed.stream()
                .filter(one -> !names.contains(one.name()))
                .filter(one -> one.isCertain() || !knowWork()))
        .toList();
  }

  private static List<String> names(String profile) {
    return Profiles.rules(profile).any().stream().map(StuckRule::name).toList();
  }

  private static List<String> why(String profile, List<Metric> metrics, Look look) {
    return Stream.concat(
            Stream.of("Of profile %s: %s".formatted(profile, Profiles.purpose(profile))),
            metrics.stream()
                .map(one -> Objects.requireNonNull(look.second().metrics().get(one.name())))
                .map(one -> Guesses.seen(one, look)))
        .toList();
  }

  private static List<Metric> metrics(StuckRule rule) {
    return Way.of(rule).rules().stream()
        .filter(Rule.Clauses.class::isInstance)
        .map(Rule.Clauses.class::cast)
        .flatMap(one -> one.uses().stream())
        .map(Rule.Use::metric)
        .distinct()
        .toList();
  }

  private static String joined(List<Metric> metrics) {
    return metrics.stream()
        .map(Metric::toString)
        .collect(Collectors.toCollection(TreeSet::new))
        .toString()
        .replaceAll("^\\[|]$", "");
  }

  /** Each rule as it is written. */
  private static Map<String, List<String>> texts(String profile) {
    var texts = new LinkedHashMap<String, List<String>>();
    List<String> current = new ArrayList<>();
    for (String line : Profiles.text(profile).lines().toList()) {
      if (line.startsWith("- name: ")) {
        current = new ArrayList<>();
        texts.put(line.substring("- name: ".length()).strip(), current);
      }
      current.add(line);
    }
    return texts;
  }
}
