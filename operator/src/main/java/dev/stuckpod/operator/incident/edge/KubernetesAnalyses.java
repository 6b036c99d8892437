package dev.stuckpod.operator.incident.edge;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.StuckPolicy;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.names.ObjectName;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.publish.FitObject;
import dev.stuckpod.operator.publish.TooLarge;
import dev.stuckpod.operator.publish.WholeObjects;
import dev.stuckpod.status.FewerWords;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** Reads and writes at the API server. */
public final class KubernetesAnalyses implements Analyses {

  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;

  /** Reads and writes with a client. */
  public KubernetesAnalyses(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public @Nullable DumpAnalysis read(String namespace, String name) throws Trouble {
    try {
      return WholeObjects.staying(client, DumpAnalysis.class, namespace, name).orElse(null);
    } catch (KubernetesClientException e) {
      throw trouble(e);
    }
  }

  @Override
  public DumpAnalysis write(DumpAnalysis changed) throws Trouble {
    DumpAnalysis fit = FewerWords.bounded(FitObject.of(changed).get());
    try {
      return FitObject.of(fit).updateStatus(client);
    } catch (KubernetesClientException e) {
      return TooLarge.isSaidBy(e) ? writeLess(fit, e) : fail(e);
    }
  }

  /** What was found is told in fewer words by whoever has found it; the rest is done here. */
  private DumpAnalysis writeLess(DumpAnalysis refused, KubernetesClientException why)
      throws Trouble {
    DumpAnalysis less = FewerWords.of(refused);
    if (less.getStatus().equals(refused.getStatus())) {
      return fail(why);
    }
    try {
      return FitObject.of(less).updateStatus(client);
    } catch (KubernetesClientException e) {
      return fail(e);
    }
  }

  private static DumpAnalysis fail(KubernetesClientException e) throws Trouble {
    throw trouble(e);
  }

  @Override
  public boolean isOpenedBy(Opener.Standing opener, String name) throws Trouble {
    try {
      return slots(opener).all().stream()
          .anyMatch(slot -> slot.name().equals(name) && slot.releasedAt() == null);
    } catch (KubernetesClientException e) {
      throw trouble(e);
    }
  }

  private Slots slots(Opener.Standing opener) {
    return switch (opener) {
      case Opener.Policy(String namespace, String name) -> {
        StuckPolicy policy = one(StuckPolicy.class, namespace, name);
        yield Slots.of(
            policy == null || policy.getStatus() == null ? null : policy.getStatus().slots());
      }
      case Opener.Window(String namespace, String name) -> {
        LoadTestWindow window = one(LoadTestWindow.class, namespace, name);
        yield Slots.of(
            window == null || window.getStatus() == null ? null : window.getStatus().slots());
      }
    };
  }

  /** A name that no object can have, which anybody may write, asks for none. */
  private <T extends HasMetadata> @Nullable T one(Class<T> kind, String namespace, String name) {
    return ObjectName.isSubdomain(name) ? WholeObjects.read(client, kind, namespace, name) : null;
  }

  @Override
  public @Nullable Pod pod(String namespace, String name) throws Trouble {
    try {
      return client.pods().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      throw trouble(e);
    }
  }

  /** Says what an error of the API server means. */
  static Trouble trouble(KubernetesClientException e) {
    String said = String.valueOf(e.getMessage());
    return new Trouble(
        switch (e.getCode()) {
          case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND ->
              new Failure.Overtaken(said);
          case HttpURLConnection.HTTP_BAD_REQUEST,
              HttpURLConnection.HTTP_ENTITY_TOO_LARGE,
              UNPROCESSABLE ->
              new Failure.Rejected("The API server does not take it: " + said);
          default ->
              TooLarge.isSaidBy(e)
                  ? new Failure.Rejected("The API server does not take it: " + said)
                  : new Failure.Unanswered("The API server fails: " + said);
        },
        e);
  }
}
