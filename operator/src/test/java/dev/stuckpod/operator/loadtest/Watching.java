package dev.stuckpod.operator.loadtest;

import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.decide.PodFactsBuilder;
import dev.stuckpod.operator.glance.LockState;
import dev.stuckpod.operator.loadtest.Account.Blindness;
import dev.stuckpod.operator.loadtest.look.Proof;
import dev.stuckpod.operator.loadtest.look.Unproven;
import dev.stuckpod.operator.loadtest.suspicion.Suspicion;
import dev.stuckpod.operator.loadtest.suspicion.Thought;
import dev.stuckpod.operator.loadtest.suspicion.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Pods as a window sees them, in seconds from its start. */
final class Watching {

  static final Instant START = Instant.parse("2026-01-15T12:00:00Z");
  static final Duration INTERVAL = Duration.ofSeconds(3);

  static final Thought WELL = Thought.clear(Why.NobodyWaits, "Nobody waits.");
  static final Thought UNREAD = Thought.clear(Why.NothingRead, "No glance was answered.");
  static final Blindness SEEN = new Blindness(false, false, "");
  static final Blindness NO_SIDECAR = new Blindness(true, true, "It has no sidecar.");
  static final Blindness SILENT = new Blindness(false, true, "Its sidecar does not answer.");
  static final Blindness NO_LOCKS =
      new Blindness(false, false, "Its sidecar does not know its runtime.");

  static final Proof DEADLOCK = new Proof.Stuck("Deadlock", "Proven", "hub.go:354 waits.");
  static final Proof NOTHING = new Proof.Nothing(Unproven.NothingFound, "");
  static final Proof NO_DUMP = new Proof.Nothing(Unproven.NotLooked, "The sidecar was gone.");

  private Watching() {}

  static Instant at(int second) {
    return START.plusSeconds(second);
  }

  static PodFactsBuilder facts(String pod) {
    return PodFactsBuilder.builder()
        .name(pod)
        .uid("uid-" + pod)
        .container("app")
        .containerID("containerd://" + pod)
        .workload("cable")
        .node("n1")
        .ip("10.0.0.1")
        .running(true)
        .terminating(false)
        .wasReady(true)
        .startedAt(START)
        .restarts(0)
        .otherPorts(Set.of());
  }

  /** A lock is waited for since then. */
  static Thought suspect(int since) {
    return new Thought.Suspect(
        new Suspicion.LockWait(
            LockState.Mutex, 3, Duration.ofSeconds(10), at(since), "Three wait.", List.of()));
  }

  /** Joined at the start. */
  static Account joined(String pod) {
    return Account.joined(pod, START, INTERVAL);
  }

  /** Looks at a pod from one second to another, in the window's interval. */
  static Account look(Account account, int from, int to, Blindness blind, Thought... thoughts) {
    return look(account, facts(account.pod()).build(), from, to, blind, thoughts);
  }

  static Account look(
      Account account, PodFacts facts, int from, int to, Blindness blind, Thought... thoughts) {
    for (int second = from; second <= to; second += (int) INTERVAL.toSeconds()) {
      account.judged(facts, List.of(thoughts), blind, at(second));
    }
    return account;
  }

  /** Seen well from the start to the 60th second. */
  static Account well(String pod) {
    return look(joined(pod), 0, 60, SEEN, WELL);
  }

  /** Suspected from the 30th second on, looked at then, with that result. */
  static Account looked(String pod, Proof proof) {
    Account account = look(joined(pod), 0, 30, SEEN, WELL);
    look(account, 33, 33, SEEN, suspect(23));
    account.begun(pod + "-0123456789", at(33));
    look(account, 36, 36, SEEN, suspect(23));
    account.ended(proof, at(38));
    return look(account, 39, 60, SEEN, suspect(23));
  }
}
