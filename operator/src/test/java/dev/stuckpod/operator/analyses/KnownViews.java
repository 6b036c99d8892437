package dev.stuckpod.operator.analyses;

import dev.stuckpod.operator.analyses.AnalysisView.Sighting;
import dev.stuckpod.operator.analyses.AnalysisView.Signature;
import dev.stuckpod.operator.analyses.AnalysisView.Stage;
import dev.stuckpod.operator.analyses.AnalysisView.Status;
import dev.stuckpod.operator.analyses.AnalysisView.Trigger;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a watch would know, made by a test. */
public final class KnownViews implements KnownAnalyses {

  /** Those that there are. */
  public final List<AnalysisView> all = new ArrayList<>();

  /**
   * One that has ended, of pod hub-1 of Deployment/hub.
   *
   * @param policy null: a person has asked for it
   */
  public static AnalysisView ended(
      String namespace, String name, @Nullable String policy, Instant created) {
    return view(namespace, name, policy, created, "Complete", null, null, List.of());
  }

  /** One of policy hubs, rule frozen, that has shown what another tells. */
  public static AnalysisView repeat(String name, @Nullable String hash, Instant created) {
    return view("shop", name, "hubs", created, "Complete", hash, null, List.of());
  }

  /** One that tells what others have shown, too. */
  public static AnalysisView first(String name, String hash, Instant created, Sighting... seen) {
    return view("shop", name, "hubs", created, "Complete", hash, seen.length, List.of(seen));
  }

  /** One with another reason why it has, or has not, been captured. */
  public static AnalysisView asked(String name, Instant created, String captured) {
    return view("shop", name, null, created, captured, null, null, List.of());
  }

  /** One that says that a policy has opened it, and was refused at once. */
  public static AnalysisView refused(
      String namespace, String name, String policy, Instant created) {
    return view(namespace, name, policy, created, "LimitReached", null, null, List.of());
  }

  private static AnalysisView view(
      String namespace,
      String name,
      @Nullable String policy,
      Instant created,
      String captured,
      @Nullable String hash,
      @Nullable Integer occurrences,
      List<Sighting> seen) {
    var view = new AnalysisView();
    view.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(namespace)
            .withName(name)
            .withUid("uid-of-" + name)
            .withCreationTimestamp(created.toString())
            .build());
    view.setSpec(
        new AnalysisView.Spec(
            policy == null ? null : new Trigger(policy, null, "frozen"), "hub-1"));
    view.setStatus(
        new Status(
            List.of(new Stage("Captured", captured), new Stage("Analyzed", "Explained")),
            null,
            null,
            null,
            null,
            "Deployment/hub",
            hash == null ? null : new Signature(hash),
            occurrences,
            seen.isEmpty() ? null : seen.getLast().at(),
            seen));
    return view;
  }

  @Override
  public List<AnalysisView> in(String namespace) {
    return all.stream()
        .filter(view -> namespace.equals(view.getMetadata().getNamespace()))
        .toList();
  }

  @Override
  public List<AnalysisView> all() {
    return List.copyOf(all);
  }

  @Override
  public Optional<AnalysisView> find(String namespace, String name) {
    return in(namespace).stream()
        .filter(view -> name.equals(view.getMetadata().getName()))
        .findFirst();
  }
}
