package dev.stuckpod.operator.loadtest.member;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.Labels;
import dev.stuckpod.operator.pods.PodView;
import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods of a window at one moment.
 *
 * @param all by name, no more than are watched
 * @param ended that have run to their end, or were evicted: there is nothing to be watched any more
 * @param unclear of which it cannot be said which container is the app's, a sentence each
 * @param leftOut how many more there were
 */
public record Members(List<Member> all, List<Member> ended, List<String> unclear, int leftOut) {

  /**
   * A way to select pods.
   *
   * @param container of the app; null where nothing is said of it
   */
  private record Choice(Labels labels, @Nullable String container) {}

  /**
   * Selects them.
   *
   * @param pods of the namespace
   * @param selector of the window; null where it names policies
   * @param policies that it names
   * @param container that the window names; null where it names none
   * @param most that are watched
   */
  public static Members of(
      Collection<PodView> pods,
      @Nullable LabelSelector selector,
      List<StuckPolicy> policies,
      @Nullable String container,
      int most) {
    List<Choice> choices =
        selector == null
            ? policies.stream()
                .map(StuckPolicy::getSpec)
                .map(
                    spec ->
                        new Choice(
                            new Labels(spec.selector()),
                            container == null ? spec.container() : container))
                .toList()
            : List.of(new Choice(new Labels(selector), container));
    var members = new ArrayList<Member>();
    var ended = new ArrayList<Member>();
    var unclear = new ArrayList<String>();
    pods.stream()
        .sorted(Comparator.comparing(PodView::name))
        .forEach(
            pod ->
                choices.stream()
                    .filter(choice -> choice.labels().match(pod.labels()))
                    .findFirst()
                    .ifPresent(choice -> add(pod, choice, pod.over() ? ended : members, unclear)));
    return new Members(
        List.copyOf(members.subList(0, Math.min(most, members.size()))),
        List.copyOf(ended),
        List.copyOf(unclear),
        Math.max(0, members.size() - most));
  }

  private static void add(PodView pod, Choice choice, List<Member> members, List<String> unclear) {
    switch (AppContainer.of(pod, choice.container())) {
      case AppContainer.Found(String app) -> members.add(new Member(pod, PodFacts.of(pod, app)));
      case AppContainer.NotFound(var _, String message) -> {
        if (!pod.over()) {
          unclear.add(message);
        }
      }
    }
  }

  /** Their facts. */
  public List<PodFacts> facts() {
    return all.stream().map(Member::facts).toList();
  }

  /** Tells whether a policy selects a pod, in the container by which the window knows it. */
  public static boolean selects(StuckPolicy policy, Member member) {
    var spec = policy.getSpec();
    return new Labels(spec.selector()).match(member.view().labels())
        && AppContainer.of(member.view(), spec.container())
            instanceof AppContainer.Found(String app)
        && app.equals(member.facts().container());
  }

  /** Those that a policy selects. */
  public List<PodFacts> of(StuckPolicy policy) {
    return all.stream().filter(member -> selects(policy, member)).map(Member::facts).toList();
  }

  /** Names of all, those too of which it is not clear what to watch. */
  public Stream<String> names() {
    return all.stream().map(member -> member.facts().name());
  }
}
