package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.TriggerReading;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.opening.Case;
import dev.stuckpod.operator.opening.Limits;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Outcome;
import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.operator.pods.Labels;
import dev.stuckpod.operator.pods.LastLook;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.protocol.KeptDump;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens an incident for what a sidecar has found before its app's end, for the policies that select
 * the pod, within their limits. The dump is there already: no process is asked for it.
 */
public final class KilledPods {

  /** The rule that such an incident names: no rule of a policy may be called so. */
  public static final String RULE = LastLook.RULE;

  private static final int TRIES = 4;

  private final KubernetesClient client;
  private final WatchedPolicies policies;
  private final Opening opening;
  private final PolicyReporter reporter;
  private final Clock clock;
  private final Memories memories = new Memories();

  /** Opens them by an opening. */
  public KilledPods(
      KubernetesClient client,
      WatchedPolicies policies,
      Opening opening,
      PolicyReporter reporter,
      Clock clock) {
    this.client = client;
    this.policies = policies;
    this.opening = opening;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** Whether a policy of its namespace selects the pod, by what is known: many may be asked for. */
  public boolean isWatched(PodView pod) {
    return policies.in(pod.namespace()).anyMatch(policy -> selects(policy, pod));
  }

  /**
   * Takes what was found in a pod, which may be gone by now: its dump may be here all the same.
   *
   * @param seen the pod as it was when it was asked
   */
  public void found(PodView seen, KeptDump dump) {
    Pod pod = client.pods().inNamespace(seen.namespace()).withName(seen.name()).get();
    boolean gone = pod == null || !seen.uid().equals(pod.getMetadata().getUid());
    PodView now = gone ? seen : PodView.of(pod);
    Ended ended = gone ? Ended.of(seen, dump.containerID()) : Ended.find(pod, dump.containerID());
    if (ended == null) {
      return; // of a container that is none of this pod's, or was long ago
    }
    for (StuckPolicy policy : policies(now)) {
      boolean chosen =
          AppContainer.of(now, policy.getSpec().container())
                  instanceof AppContainer.Found(String app)
              && app.equals(ended.container());
      if (chosen) {
        PodFacts facts =
            PodFactsBuilder.builder(PodFacts.of(now, ended.container()))
                .containerID(ended.containerID())
                .build();
        open(policy, facts, ended, dump, TRIES);
      }
    }
  }

  /**
   * The container that was dumped.
   *
   * @param containerID with the runtime's prefix
   * @param over whether it has ended, or is about to
   */
  private record Ended(String container, String containerID, boolean over) {

    static @Nullable Ended find(Pod pod, String bareID) {
      if (pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null) {
        return null;
      }
      boolean going = pod.getMetadata().getDeletionTimestamp() != null;
      for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
        if (is(status.getContainerID(), bareID)) {
          boolean runs = status.getState() != null && status.getState().getRunning() != null;
          return new Ended(status.getName(), status.getContainerID(), going || !runs);
        }
        var last = status.getLastState() == null ? null : status.getLastState().getTerminated();
        if (last != null && is(last.getContainerID(), bareID)) {
          return new Ended(status.getName(), last.getContainerID(), true);
        }
      }
      return null;
    }

    /** Of a pod that is gone, as it was seen last. */
    static @Nullable Ended of(PodView gone, String bareID) {
      return gone.facts().stream()
          .filter(facts -> is(facts.containerID(), bareID))
          .map(facts -> new Ended(facts.name(), String.valueOf(facts.containerID()), true))
          .findFirst()
          .orElse(null);
    }

    private static boolean is(@Nullable String containerID, String bareID) {
      return containerID != null && containerID.endsWith("//" + bareID);
    }
  }

  private static boolean selects(StuckPolicy policy, PodView pod) {
    return policy.getMetadata().getDeletionTimestamp() == null
        && new Labels(policy.getSpec().selector()).match(pod.labels());
  }

  /** Read: one who leads as of now may know none of them yet. */
  private List<StuckPolicy> policies(PodView pod) {
    return client
        .resources(StuckPolicy.class)
        .inNamespace(pod.namespace())
        .list()
        .getItems()
        .stream()
        .filter(policy -> selects(policy, pod))
        .sorted(Comparator.comparing(policy -> policy.getMetadata().getName()))
        .toList();
  }

  private void open(StuckPolicy policy, PodFacts pod, Ended ended, KeptDump dump, int tries) {
    Optional<PolicyLedger> read =
        PolicyLedger.read(
            client, policy.getMetadata().getNamespace(), policy.getMetadata().getName());
    if (read.isEmpty()) {
      return;
    }
    PolicyLedger ledger = read.get();
    Plan plan;
    try {
      plan = Plan.of(ledger.policy().getSpec());
    } catch (IllegalArgumentException invalid) {
      return; // its status says so
    }
    if (plan.shadow()) {
      reporter.killed(ledger.policy(), pod, Reason.WouldCapture, "Mode Shadow: " + dump.message());
      return;
    }
    Instant now = Instant.now(clock);
    PolicyMemory memory = memories.of(ledger.policy(), now);
    try {
      Outcome outcome =
          opening.openKept(
              mandate(ledger.mandate(plan, memory), ended),
              new Case(pod, RULE, readings(dump), true, null));
      tell(ledger, pod, outcome, dump);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT || tries <= 1) {
        throw failed;
      }
      open(policy, pod, ended, dump, tries - 1); // the policy was evaluated meanwhile
    }
  }

  private void tell(PolicyLedger ledger, PodFacts pod, Outcome outcome, KeptDump dump) {
    switch (outcome) {
      case Outcome.Opened(String name) ->
          reporter.killed(
              ledger.policy(),
              pod,
              Reason.IncidentOpened,
              "DumpAnalysis %s was created: %s.".formatted(name, dump.message()));
      case Outcome.Limited(String message) ->
          reporter.killed(ledger.policy(), pod, Reason.LimitReached, message);
      case Outcome.Open _, Outcome.Sampled(), Outcome.Stale(), Outcome.Changed() -> {}
    }
  }

  /**
   * Nothing is done to the process beyond: it is at its end, or was not found by a rule. Captures
   * that are under way keep nothing from being opened: the dump is there, and would not wait.
   */
  private static Mandate mandate(Mandate usual, Ended ended) {
    CaptureSpec capture = usual.capture();
    return new Mandate(
        usual.opener(),
        new Limits(
            usual.limits().perPod(),
            usual.limits().perPolicy(),
            usual.limits().perSignature(),
            Integer.MAX_VALUE),
        new CaptureSpec(
            capture == null ? null : capture.methods(),
            false,
            ended.over() ? Integer.valueOf(1) : capture == null ? null : capture.samples(),
            capture == null ? null : capture.interval()),
        usual.window(),
        usual.ledger(),
        usual.created());
  }

  private static List<TriggerReading> readings(KeptDump dump) {
    return Stream.of(
            new TriggerReading(
                "lastLook",
                "locks",
                Integer.toString(dump.waiting()),
                dump.takenAt(),
                dump.message() + "."))
        .toList();
  }
}
