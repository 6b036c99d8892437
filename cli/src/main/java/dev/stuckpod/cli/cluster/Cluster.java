package dev.stuckpod.cli.cluster;

import dev.stuckpod.cli.cluster.wire.Direct;
import dev.stuckpod.cli.cluster.wire.Kubeconfig;
import dev.stuckpod.cli.cluster.wire.Wire;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Sentence;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of the kubeconfig that was named, and has answered. What cannot be spoken to is told
 * before anything is done.
 *
 * @param context its name in the kubeconfig
 * @param version of Kubernetes
 */
public record Cluster(String context, String version, KubernetesClient client)
    implements AutoCloseable {

  /**
   * Finds a cluster and asks it for its version.
   *
   * @param context of the kubeconfig; null: the current one
   * @param namespace of the client; null: the context's
   * @throws CommandException if there is no such context, or its API server cannot be used
   */
  public static Cluster of(@Nullable String context, @Nullable String namespace)
      throws CommandException {
    Kubeconfig.Chosen chosen = Kubeconfig.read().find(context);
    KubernetesClient client = client(chosen, namespace);
    boolean usable = false;
    try {
      String version = version(client, chosen.context());
      usable = true;
      return new Cluster(chosen.context(), version, client);
    } finally {
      if (!usable) {
        client.close();
      }
    }
  }

  /**
   * Asks a cluster something, at once: its version is asked for only where that fails, to tell why.
   *
   * @param context of the kubeconfig; null: the current one
   * @param namespace of the client; null: the context's
   * @throws CommandException as {@link #of} does, and where the answer is of no use
   * @throws KubernetesClientException where the API server refuses
   */
  static <T> T ask(@Nullable String context, @Nullable String namespace, Question<T> question)
      throws CommandException {
    Kubeconfig.Chosen chosen = Kubeconfig.read().find(context);
    try {
      Optional<Wire> direct = Direct.of(chosen);
      return direct.isPresent()
          ? question.ask(new Line(direct.get(), chosen.server(), in(chosen, namespace)))
          : alone(config(chosen, namespace), question);
    } catch (KubernetesClientException failed) {
      try (Cluster cluster = of(context, namespace)) {
        return question.ask(Line.of(cluster.client()));
      }
    }
  }

  /** Asks by the library's HTTP client: the rest of it, a short command need not wait for. */
  private static <T> T alone(Config config, Question<T> question) throws CommandException {
    config.setRequestRetryBackoffLimit(0);
    config.setHttp2Disable(true); // one question wants one connection
    HttpClient.Builder alone = new OkHttpClientFactory().newBuilder(config);
    try (HttpClient http = alone.build()) {
      return question.ask(Line.of(http, config.getMasterUrl(), config.getNamespace()));
    }
  }

  /** Makes a client likewise, and asks nothing. */
  static KubernetesClient unasked(@Nullable String context, @Nullable String namespace)
      throws CommandException {
    return client(Kubeconfig.read().find(context), namespace);
  }

  /**
   * Makes a client for the chosen context alone: rebuilding the configuration would fill its gaps
   * with the current context's credentials, and variables that only this library knows would name
   * another server or namespace than kubectl and helm use.
   */
  private static KubernetesClient client(Kubeconfig.Chosen chosen, @Nullable String namespace)
      throws CommandException {
    return new KubernetesClientBuilder()
        .withConfig(config(chosen, namespace))
        .withKubernetesSerialization(LateKinds.serialization())
        .withHttpClientFactory(new OkHttpClientFactory())
        .build();
  }

  private static Config config(Kubeconfig.Chosen chosen, @Nullable String namespace)
      throws CommandException {
    LateKinds.everywhere();
    try {
      Config config = Config.autoConfigure(chosen.context());
      config.setMasterUrl(chosen.server());
      config.setNamespace(in(chosen, namespace));
      return config;
    } catch (KubernetesClientException failed) {
      throw new CommandException(
          "Context '%s' of the kubeconfig cannot be used: %s"
              .formatted(chosen.context(), Sentence.root(failed)),
          failed);
    }
  }

  private static String in(Kubeconfig.Chosen chosen, @Nullable String namespace) {
    return namespace != null
        ? namespace
        : chosen.namespace() != null ? chosen.namespace() : "default";
  }

  /** Asks once: who mistypes wants to hear of it at once. */
  private static String version(KubernetesClient client, String context) throws CommandException {
    Config config = client.getConfiguration();
    Integer retries = config.getRequestRetryBackoffLimit();
    config.setRequestRetryBackoffLimit(0);
    try {
      VersionInfo version = client.getKubernetesVersion();
      if (version == null) {
        throw new CommandException(noApiServer(client, context));
      }
      return String.valueOf(version.getGitVersion());
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return "of a version that is not told to everybody";
      }
      throw new CommandException(trouble(client, context, failed), failed);
    } finally {
      config.setRequestRetryBackoffLimit(retries);
    }
  }

  private static String trouble(
      KubernetesClient client, String context, KubernetesClientException failed) {
    if (failed.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return "The cluster of context '%s' does not accept your credentials: log in again"
          .formatted(context);
    }
    if (Sentence.isUnreachable(failed)) {
      return "The cluster of context '%s' at %s does not answer: %s"
          .formatted(context, client.getMasterUrl(), Sentence.root(failed));
    }
    String answer =
        failed.getCode() > 0 ? "HTTP " + failed.getCode() : "its version cannot be read";
    return noApiServer(client, context) + ": " + answer;
  }

  private static String noApiServer(KubernetesClient client, String context) {
    return "What answers at %s, of context '%s', is no API server"
        .formatted(client.getMasterUrl(), context);
  }

  @Override
  public void close() {
    client.close();
  }
}
