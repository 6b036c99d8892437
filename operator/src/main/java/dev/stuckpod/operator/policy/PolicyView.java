package dev.stuckpod.operator.policy;

import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.crds.v1alpha1.StuckPolicySpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.Explanation;
import dev.stuckpod.operator.answers.Identifying;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Map;

/**
 * A {@link StuckPolicy} as it is watched: what it wants and what was said of it. Of its metadata,
 * which may be as large as whoever writes it likes, what tells it apart from others is kept, and
 * what somebody asks.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Kind("StuckPolicy")
@Plural("stuckpolicies")
public class PolicyView extends CustomResource<StuckPolicySpec, StuckPolicyStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  public void setMetadata(ObjectMeta all) {
    ObjectMeta kept = Identifying.of(all);
    String ask = all.getAnnotations() == null ? null : all.getAnnotations().get(Explanation.ASK);
    if (ask != null && ask.length() <= Explanation.LONGEST) {
      kept.setAnnotations(Map.of(Explanation.ASK, ask));
    }
    super.setMetadata(kept);
  }

  /** Gives the policy; its status may be written, which changes no metadata. */
  StuckPolicy policy() {
    var policy = new StuckPolicy();
    policy.setMetadata(getMetadata());
    policy.setSpec(getSpec());
    policy.setStatus(getStatus());
    return policy;
  }
}
