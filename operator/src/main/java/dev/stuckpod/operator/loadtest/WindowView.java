package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.operator.answers.Identifying;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A {@link LoadTestWindow} as it is watched. Of its metadata, which may be as large as whoever
 * writes it likes, what tells it apart from others is kept.
 */
@Group("stuckpod.dev")
@Version("v1alpha1")
@Kind("LoadTestWindow")
@Plural("loadtestwindows")
public class WindowView extends CustomResource<LoadTestWindowSpec, LoadTestWindowStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;

  @Override
  public void setMetadata(ObjectMeta all) {
    super.setMetadata(Identifying.of(all));
  }

  /** Gives the window; its status may be written, which changes no metadata. */
  LoadTestWindow window() {
    var window = new LoadTestWindow();
    window.setMetadata(getMetadata());
    window.setSpec(getSpec());
    window.setStatus(getStatus());
    return window;
  }
}
