package dev.stuckpod.operator.network;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyList;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a namespace's NetworkPolicies a few at a time: each may be as large as the API server keeps
 * any object, and whose they are is anybody's.
 */
final class PolicyPages {

  private static final long PAGE = 8;
  private static final int CHARACTERS = 1 << 20;

  private PolicyPages() {}

  /** There are more, or larger ones, than are read. */
  static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    TooMuch(String namespace) {
      this.sentence =
          "whether a NetworkPolicy forbids it is not known: those of namespace %s are more than are read"
              .formatted(namespace);
    }

    String sentence() {
      return sentence;
    }
  }

  static List<NetworkPolicy> read(KubernetesClient client, String namespace) throws TooMuch {
    var all = new ArrayList<NetworkPolicy>();
    int characters = 0;
    @Nullable String next = null;
    do {
      NetworkPolicyList page =
          client
              .network()
              .networkPolicies()
              .inNamespace(namespace)
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      for (NetworkPolicy policy : page.getItems()) {
        characters += String.valueOf(policy.getSpec()).length();
        all.add(policy);
      }
      if (characters > CHARACTERS) {
        throw new TooMuch(namespace);
      }
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return List.copyOf(all);
  }
}
