package dev.stuckpod.operator.users;

import dev.stuckpod.operator.inject.RunAs;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.SecurityContext;

/** As whom a sidecar was told to run. */
final class SidecarUser {

  private SidecarUser() {}

  /** Reads it; parts that nobody knew at injection are null. */
  static RunAs of(Container sidecar) {
    SecurityContext context = sidecar.getSecurityContext();
    return context == null
        ? RunAs.UNKNOWN
        : new RunAs(context.getRunAsUser(), context.getRunAsGroup());
  }

  /** Whether there is something to learn. */
  static boolean isComplete(RunAs user) {
    return user.uid() != null && user.gid() != null;
  }
}
