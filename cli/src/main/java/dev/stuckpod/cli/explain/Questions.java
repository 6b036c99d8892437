package dev.stuckpod.cli.explain;

import dev.stuckpod.cli.explain.Told.OfPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Slot;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the operator about a pod, by an annotation at each policy that selects it, and withdraws the
 * question when it is answered.
 *
 * @param id tells this question from others
 * @param time that it is about, RFC 3339; null: now
 */
record Questions(KubernetesClient client, String pod, String id, @Nullable String time) {

  private static final String TOO_OLD =
      "The operator is of a version that knows no --at: it has told of now, which is not shown.";

  private static final Duration PAUSE = Duration.ofMillis(300);

  /** Who waits for longer wants to know for what. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  /**
   * Asks, waits for so long, and gives what each policy says.
   *
   * @param waits is told once who has not answered soon
   */
  List<OfPolicy> ask(List<StuckPolicy> policies, Duration patience, Consumer<List<String>> waits)
      throws InterruptedException {
    Map<String, Explanation> answers = new TreeMap<>();
    Map<String, String> without = new TreeMap<>();
    List<String> asked = new ArrayList<>();
    try {
      for (StuckPolicy policy : policies) {
        String name = policy.getMetadata().getName();
        invalid(policy)
            .or(() -> put(name))
            .ifPresentOrElse(why -> without.put(name, why), () -> asked.add(name));
      }
      long began = System.nanoTime();
      boolean told = false;
      while (answers.size() < asked.size() && System.nanoTime() - began < patience.toNanos()) {
        for (String name : asked) {
          if (!answers.containsKey(name)) {
            answer(name).ifPresent(answer -> answers.put(name, answer));
          }
        }
        if (answers.size() < asked.size()) {
          if (!told && System.nanoTime() - began > SHORT.toNanos()) {
            waits.accept(asked.stream().filter(name -> !answers.containsKey(name)).toList());
            told = true;
          }
          Thread.sleep(PAUSE);
        }
      }
    } finally {
      asked.forEach(this::withdraw);
    }
    return policies.stream()
        .map(
            policy -> {
              String name = policy.getMetadata().getName();
              Explanation answer = answers.get(name);
              return isOfNow(answer)
                  ? told(policy, null, TOO_OLD)
                  : told(policy, answer, without.getOrDefault(name, late(patience)));
            })
        .toList();
  }

  /** An operator of before took no notice of the time. */
  private boolean isOfNow(@Nullable Explanation answer) {
    return time != null && answer != null && !answer.at().equals(time) && answer.held() == null;
  }

  private static String late(Duration patience) {
    return "The operator has not answered within %d s: is it running, and of this version? See doctor."
        .formatted(patience.toSeconds());
  }

  /** A policy that is wrong is not evaluated. */
  private static Optional<String> invalid(StuckPolicy policy) {
    return condition(policy, "Ready")
        .filter(ready -> "InvalidRule".equals(ready.getReason()))
        .map(Condition::getMessage);
  }

  private String question() {
    return pod + " " + id + (time == null ? "" : " " + time);
  }

  /** Asks a policy's operator; gives why that cannot be. */
  private Optional<String> put(String policy) {
    try {
      annotate(policy, "\"" + question() + "\"");
      return Optional.empty();
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
        throw refused;
      }
      return Optional.of(
          "You may not ask the operator, which is to annotate the policy (patch stuckpolicies).");
    }
  }

  private void withdraw(String policy) {
    try {
      annotate(policy, "null");
    } catch (KubernetesClientException gone) {
      // then the next question takes its place
    }
  }

  private void annotate(String policy, String json) {
    client
        .resources(StuckPolicy.class)
        .withName(policy)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(Explanation.ASK, json));
  }

  private Optional<Explanation> answer(String policy) {
    StuckPolicy now = client.resources(StuckPolicy.class).withName(policy).get();
    return Optional.ofNullable(now)
        .map(StuckPolicy::getStatus)
        .map(StuckPolicyStatus::explanation)
        .filter(explanation -> explanation.ask().equals(question()));
  }

  private OfPolicy told(StuckPolicy policy, @Nullable Explanation answer, String why) {
    Optional<StuckPolicyStatus> status = Optional.ofNullable(policy.getStatus());
    Stream<PodNote> rows =
        status.map(StuckPolicyStatus::notFiring).stream()
            .flatMap(List::stream)
            .filter(row -> row.pod().equals(pod));
    Stream<Slot> slots = status.map(StuckPolicyStatus::slots).stream().flatMap(List::stream);
    StuckPolicySpec.Mode mode = policy.getSpec().mode();
    return new OfPolicy(
        policy.getMetadata().getName(),
        Objects.requireNonNullElse(mode, StuckPolicySpec.Mode.Capture).name(),
        condition(policy, "Ready")
            .filter(ready -> !"True".equals(ready.getStatus()))
            .map(Condition::getMessage)
            .orElse(null),
        answer,
        answer == null ? why : null,
        answer == null
            ? rows.findFirst().map(row -> row.reason() + ": " + row.message()).orElse(null)
            : null,
        slots.filter(slot -> slot.pod().equals(pod)).map(Slot::name).toList());
  }

  private static Optional<Condition> condition(StuckPolicy policy, String type) {
    return Optional.ofNullable(policy.getStatus()).map(StuckPolicyStatus::conditions).stream()
        .flatMap(List::stream)
        .filter(one -> type.equals(one.getType()))
        .findFirst();
  }
}
