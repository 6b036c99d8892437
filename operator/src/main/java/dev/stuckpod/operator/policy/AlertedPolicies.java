package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.OnAlert;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.alerts.Suspect;
import dev.stuckpod.operator.alerts.Suspicions;
import dev.stuckpod.operator.alerts.Taken;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.events.Reason;
import dev.stuckpod.operator.opening.Created;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.pods.Labels;
import dev.stuckpod.operator.pods.PodView;
import dev.stuckpod.operator.roster.PodRoster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes alerts for the policies that want them: an alert leads to one incident of a policy at most,
 * by the policy's own limits. One payload at a time.
 */
public final class AlertedPolicies implements Suspicions {

  /** A policy is read anew after another write of it, which is rarely more than one. */
  private static final int TRIES = 5;

  private static final int REMEMBERED = 4096;

  private final KubernetesClient client;
  private final WatchedPolicies policies;
  private final PodRoster roster;
  private final KnownAnalyses known;
  private final Opening opening;
  private final PolicyReporter reporter;
  private final Clock clock;
  private final Set<String> told = Recent.usedSet(REMEMBERED);
  private final Map<String, Created> created = Recent.used(REMEMBERED);

  /** Takes none yet. */
  public AlertedPolicies(
      KubernetesClient client,
      WatchedPolicies policies,
      PodRoster roster,
      KnownAnalyses known,
      Caps caps,
      PolicyReporter reporter,
      Clock clock) {
    this.client = client;
    this.policies = policies;
    this.roster = roster;
    this.known = known;
    this.opening = new Opening(client, roster, known, caps, clock);
    this.reporter = reporter;
    this.clock = clock;
  }

  @Override
  public synchronized List<Taken> take(String namespace, List<Suspect> suspects, long truncated) {
    roster.start();
    var taken = new ArrayList<Taken>();
    var unwanted = new HashSet<>(suspects);
    for (StuckPolicy policy : policies.onAlert(namespace)) {
      var wanted = new ArrayDeque<Alerted.Pod>();
      for (Suspect suspect : suspects) {
        Optional<Alerted> found = wanted(policy.getSpec(), namespace, suspect);
        if (found.isPresent()) {
          unwanted.remove(suspect);
        }
        switch (found.orElse(null)) {
          case Alerted.Pod pod -> wanted.add(pod);
          case Alerted.Not(Taken why) -> taken.add(why);
          case null -> {}
        }
      }
      if (!wanted.isEmpty()) {
        tellTruncated(policy, truncated);
        take(namespace, policy.getMetadata().getName(), wanted, taken);
      }
    }
    unwanted.forEach(_ -> taken.add(Taken.NotWanted));
    return taken;
  }

  /** What an alert comes to; empty where the policy has nothing to do with it. */
  private Optional<Alerted> wanted(StuckPolicySpec spec, String namespace, Suspect suspect) {
    OnAlert onAlert = Objects.requireNonNull(spec.onAlert());
    return onAlert.takes(suspect.alert().labels())
        ? roster
            .find(namespace, suspect.pod())
            .filter(pod -> selects(spec, pod))
            .map(pod -> Alerted.of(suspect, pod, spec))
        : Optional.empty();
  }

  private static boolean selects(StuckPolicySpec spec, PodView pod) {
    return !pod.over() && new Labels(spec.selector()).match(pod.labels());
  }

  /** Another's write of the policy comes between: then the rest is done with what is there now. */
  private void take(String namespace, String name, Deque<Alerted.Pod> left, List<Taken> taken) {
    for (int tries = 1; !left.isEmpty(); tries++) {
      try {
        once(namespace, name, left, taken);
      } catch (KubernetesClientException failed) {
        if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT || tries == TRIES) {
          throw failed;
        }
      }
    }
  }

  private void once(String namespace, String name, Deque<Alerted.Pod> left, List<Taken> taken) {
    Optional<AlertRound> round =
        PolicyLedger.read(client, namespace, name).flatMap(ledger -> begin(ledger, left));
    while (!left.isEmpty()) {
      taken.add(round.map(one -> one.take(left.element())).orElse(Taken.NotWanted));
      left.remove();
    }
  }

  /** Empty where the policy is not what it was, or cannot be used, which its status says. */
  private Optional<AlertRound> begin(PolicyLedger ledger, Deque<Alerted.Pod> left) {
    StuckPolicySpec spec = ledger.policy().getSpec();
    Plan plan;
    try {
      plan = Plan.of(spec);
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
    if (spec.onAlert() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new AlertRound(
            ledger,
            plan,
            opening,
            created.computeIfAbsent(ledger.policy().getMetadata().getUid(), _ -> new Created()),
            pods(ledger.namespace(), spec, left),
            left.stream().map(one -> one.facts().uid()).collect(Collectors.toSet()),
            known,
            reporter,
            (alert, reason) -> told.add(reason + "/" + alert),
            clock));
  }

  /** All of the policy's, and of those that alerts are about the container that is meant. */
  private List<PodFacts> pods(String namespace, StuckPolicySpec spec, Deque<Alerted.Pod> left) {
    var all = new HashMap<String, PodFacts>();
    for (PodView pod : roster.in(namespace)) {
      String app = selects(spec, pod) ? Alerted.app(pod, spec.container()) : null;
      if (app != null) {
        PodFacts facts = PodFacts.of(pod, app);
        if (facts.running()) {
          all.put(pod.uid(), facts);
        }
      }
    }
    left.forEach(one -> all.put(one.facts().uid(), one.facts()));
    return List.copyOf(all.values());
  }

  private void tellTruncated(StuckPolicy policy, long truncated) {
    if (truncated > 0) {
      reporter.policy(
          policy,
          Reason.AlertsTruncated,
          "%d alerts of a group that was sent were truncated, and lead to nothing: raise max_alerts of the receiver, or group by namespace and pod."
              .formatted(truncated));
    }
  }
}
