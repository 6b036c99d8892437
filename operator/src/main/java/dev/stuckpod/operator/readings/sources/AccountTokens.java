package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.crds.v1alpha1.SourceAuth.AccountRef;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.http.QueryFailed;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tokens of ServiceAccounts of the operator's own namespace, asked for by the TokenRequest API and
 * renewed at half their life. The operator's own token, which may do what the operator may, is sent
 * to nobody.
 */
final class AccountTokens {

  private static final Duration LIFE = Duration.ofHours(1);

  private record Held(String token, Instant renewAt) {}

  private final KubernetesClient client;
  private final String namespace;
  private final Clock clock;
  private final Map<AccountRef, Held> held = new HashMap<>();

  AccountTokens(KubernetesClient client, String namespace, Clock clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * Gives a token that lives for half an hour at least.
   *
   * @throws QueryFailed if there is no such account, or no right to speak for it
   */
  synchronized String of(AccountRef account) throws QueryFailed {
    Instant now = Instant.now(clock);
    Held before = held.get(account);
    if (before != null && now.isBefore(before.renewAt())) {
      return before.token();
    }
    String token = ask(account);
    held.put(account, new Held(token, now.plus(LIFE.dividedBy(2))));
    return token;
  }

  private String ask(AccountRef account) throws QueryFailed {
    TokenRequest request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withExpirationSeconds(LIFE.toSeconds())
            .withAudiences(account.audience() == null ? List.of() : List.of(account.audience()))
            .endSpec()
            .build();
    try {
      return client
          .serviceAccounts()
          .inNamespace(namespace)
          .withName(account.name())
          .tokenRequest(request)
          .getStatus()
          .getToken();
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new QueryFailed(
            Failure.AccountNotFound,
            "There is no ServiceAccount %s in namespace %s: create it there, where the operator runs."
                .formatted(account.name(), namespace));
      }
      if (failed.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new QueryFailed(
            Failure.AccountForbidden,
            "The operator may not ask for a token of ServiceAccount %s in namespace %s: name it in metricsServiceAccounts of the chart's values."
                .formatted(account.name(), namespace));
      }
      throw failed;
    }
  }
}
