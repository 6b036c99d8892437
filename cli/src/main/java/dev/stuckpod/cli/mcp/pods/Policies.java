package dev.stuckpod.cli.mcp.pods;

import dev.stuckpod.cli.cluster.PodPolicies;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.text.ScreenText;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the policies of a namespace say of one pod.
 *
 * @param page takes it
 */
record Policies(KubernetesClient client, String pod, ScreenText.Page page) {
  private static final long MOST = 50;

  /**
   * Says it.
   *
   * @param there whether there is such a pod, so that it can be asked which policies select it
   */
  void tell(boolean there) {
    List<StuckPolicy> all =
        client
            .resources(StuckPolicy.class)
            .list(new ListOptionsBuilder().withLimit(MOST).build())
            .getItems();
    int told = 0;
    for (StuckPolicy policy : all) {
      if (there && PodPolicies.selects(client, policy, pod) || !there && isNamed(policy)) {
        tell(policy);
        told++;
      }
    }
    if (told == 0) {
      page.line(
          all.isEmpty()
              ? "There is no StuckPolicy in this namespace: nothing makes a pod count as stuck."
              : "None of %d StuckPolicies selects it: it cannot count as stuck."
                  .formatted(all.size()));
    }
  }

  private boolean isNamed(StuckPolicy policy) {
    StuckPolicyStatus status = policy.getStatus();
    return status != null
        && (notes(status.notFiring()).findAny().isPresent()
            || notes(status.notCapturable()).findAny().isPresent()
            || slots(status).findAny().isPresent());
  }

  private void tell(StuckPolicy policy) {
    StuckPolicyStatus status = policy.getStatus();
    page.line(
        "StuckPolicy %s selects it, mode %s: %s"
            .formatted(
                policy.getMetadata().getName(),
                policy.getSpec().mode(),
                Conditions.line(status == null ? null : status.conditions())));
    if (status == null) {
      return;
    }
    List<PodNote> not = notes(status.notFiring()).toList();
    not.forEach(
        note ->
            page.line(
                "  it does not count as stuck: %s, %s".formatted(note.reason(), note.message())));
    notes(status.notCapturable())
        .forEach(
            note ->
                page.line(
                    "  no dump of it could be taken: %s, %s"
                        .formatted(note.reason(), note.message())));
    slots(status)
        .forEach(
            slot ->
                page.line(
                    "  it was stuck: analysis %s, asked for at %s%s"
                        .formatted(
                            slot.name(),
                            slot.reservedAt(),
                            slot.recoveredAt() == null
                                ? ""
                                : ", went on at " + slot.recoveredAt())));
    if (status.pods() != null && not.isEmpty()) {
      page.line(
          "  it is not among those of which is said why they do not count as stuck; of %d pods %d"
                  .formatted(status.pods().selected(), status.pods().stuck())
              + " are stuck now, %d cannot be judged".formatted(status.pods().unknown()));
    }
  }

  private Stream<PodNote> notes(@Nullable List<PodNote> notes) {
    return notes == null ? Stream.of() : notes.stream().filter(n -> pod.equals(n.pod()));
  }

  private Stream<StuckPolicyStatus.Slot> slots(StuckPolicyStatus status) {
    return status.slots() == null
        ? Stream.of()
        : status.slots().stream().filter(slot -> pod.equals(slot.pod()));
  }
}
