package dev.stuckpod.operator.opening;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.operator.publish.FitObject;
import dev.stuckpod.operator.publish.TooLarge;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The incidents at the API server, as far as they are opened. */
final class Incidents {

  private static final int MOST_MATCHED = 32;

  private final KubernetesClient client;

  Incidents(KubernetesClient client) {
    this.client = client;
  }

  /** Reads one as it is now. */
  @Nullable DumpAnalysis find(String namespace, String name) {
    return client.resources(DumpAnalysis.class).inNamespace(namespace).withName(name).get();
  }

  /** Creates one, unless it is there. */
  void create(DumpAnalysis analysis) {
    try {
      FitObject.of(analysis).create(client);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw failed;
      } // another opener was faster; the next evaluation finds it there
    }
  }

  /** Has another's say that this opener would have opened it, too. */
  void alsoMatched(Opener.Standing opener, DumpAnalysis analysis) {
    DumpAnalysisStatus status =
        analysis.getStatus() == null
            ? DumpAnalysisStatusBuilder.builder().build()
            : analysis.getStatus();
    List<String> matched = status.alsoMatched() == null ? List.of() : status.alsoMatched();
    boolean own = opener.equals(Opener.of(opener.namespace(), analysis.getSpec().trigger()));
    // the incident's own first step is to announce it: until then its status is left alone
    if (own
        || analysis.getStatus() == null
        || matched.contains(opener.mark())
        || matched.size() >= MOST_MATCHED) {
      return;
    }
    var more = new ArrayList<>(matched);
    more.add(opener.mark());
    analysis.setStatus(DumpAnalysisStatusBuilder.builder(status).alsoMatched(more).build());
    try {
      FitObject.of(analysis).updateStatus(client);
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT && !TooLarge.isSaidBy(failed)) {
        throw failed;
      } // it has moved on meanwhile, and the next evaluation adds the name; or it is full
    }
  }
}
