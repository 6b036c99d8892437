package dev.stuckpod.cli.simulate;

import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.operator.readings.Past;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.readings.prometheus.PrometheusPast;
import dev.stuckpod.operator.readings.prometheus.PrometheusSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The way to a source of metrics from where a person sits.
 *
 * @param where it leads to, for a reader
 * @param sent how many questions have gone it
 */
record Route(String where, Source source, Past past, QueryApi api, AtomicLong sent) {

  /** A question about many times takes longer than one about now. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final MetricsSourceSpec BARE =
      new MetricsSourceSpec(null, null, null, null, null, null, null, null, null, null);

  private static final Pattern SERVICE =
      Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)(\\.svc(\\..*)?)?");

  /**
   * Finds the way that a MetricsSource names: a service, through the API server's proxy.
   *
   * @throws CommandException if there is none that a person can go
   */
  static Route inCluster(KubernetesClient client, String name) throws CommandException {
    MetricsSourceSpec spec = asked(client, name);
    HttpUrl url = HttpUrl.get(spec.base());
    Matcher service = SERVICE.matcher(url.host());
    if (!service.matches()) {
      throw new CommandException(
          "MetricsSource %s is at %s, which is no service of this cluster: give --source URL as it is reached from here"
              .formatted(name, spec.url()));
    }
    String otherwise =
        "give --source URL, such as that of kubectl -n %s port-forward svc/%s %d"
            .formatted(service.group(2), service.group(1), url.port());
    if (spec.auth() != null) {
      throw new CommandException(
          "MetricsSource %s wants credentials, which the API server's proxy passes on to nobody: %s, and --source-token"
              .formatted(name, otherwise));
    }
    HttpUrl proxy =
        HttpUrl.get(client.getMasterUrl())
            .newBuilder()
            .addPathSegments(
                "api/v1/namespaces/%s/services/%s%s:%d/proxy"
                    .formatted(
                        service.group(2),
                        url.isHttps() ? "https:" : "",
                        service.group(1),
                        url.port()))
            .build();
    String base = withoutEnd(proxy + url.encodedPath());
    var http =
        new OkHttpClient.Builder().addInterceptor(new ThroughApiServer(client.getHttpClient()));
    Route route =
        of(
            "service %s of namespace %s".formatted(service.group(1), service.group(2)),
            http,
            at(spec, base),
            null);
    try {
      route.api.query("vector(1)", client.getNamespace(), null, 1, _ -> {});
    } catch (QueryFailed failed) {
      String why =
          switch (failed.failure()) {
            case SourceRefused -> "you may not create services/proxy there";
            case AnswerUnreadable -> "it is not there, or does not answer as Prometheus does";
            default -> String.valueOf(failed.getMessage());
          };
      throw new CommandException(
          "The %s cannot be asked through the API server: %s; %s"
              .formatted(route.where, why, otherwise),
          failed);
    }
    return route;
  }

  /** A source that is asked, which the person may see. */
  private static MetricsSourceSpec asked(KubernetesClient client, String name)
      throws CommandException {
    Optional<MetricsSourceSpec> spec;
    try {
      spec = object(client, name);
    } catch (KubernetesClientException refused) {
      if (!isForbidden(refused)) {
        throw refused;
      }
      throw new CommandException(
          "You may not read MetricsSource %s, which says who is asked: give --source URL of what answers as Prometheus does"
              .formatted(name),
          refused);
    }
    if (spec.isEmpty() || spec.get().url() == null) {
      throw new CommandException(
          "%s, so the operator scrapes the pods itself, and nothing of the past is recorded: give --source URL of what has recorded them, if anything has"
              .formatted(
                  spec.isEmpty()
                      ? "There is no MetricsSource " + name
                      : "MetricsSource %s names no url".formatted(name)));
    }
    return spec.get();
  }

  /**
   * Takes the way that was given; what else a MetricsSource says, such as labels, still holds.
   *
   * @param token file with a bearer token; null: none
   * @throws CommandException if nobody answers there
   */
  static Route to(KubernetesClient client, String url, String name, @Nullable Path token)
      throws CommandException {
    HttpUrl there = HttpUrl.parse(url);
    if (there == null) {
      throw new CommandException(
          "--source '%s' is no URL: write http://localhost:9090".formatted(url));
    }
    MetricsSourceSpec named = seen(client, name).orElse(BARE);
    Route route =
        of(url, new OkHttpClient.Builder(), at(named, withoutEnd(url)), bearer(there, token));
    try {
      route.api.query("vector(1)", client.getNamespace(), null, 1, _ -> {});
    } catch (QueryFailed failed) {
      String why =
          switch (failed.failure()) {
            case SourceRefused -> "it wants credentials: give --source-token FILE";
            case SourceUnreachable -> "nothing answers there";
            default -> "what answers there does not as Prometheus does";
          };
      throw new CommandException("--source %s: %s".formatted(url, why), failed);
    }
    return route;
  }

  private static @Nullable String bearer(HttpUrl there, @Nullable Path token)
      throws CommandException {
    if (token == null) {
      return null;
    }
    if (!there.isHttps() && !there.host().matches("localhost|127\\..*|::1")) {
      throw new CommandException(
          "Nothing was sent to %s: over http:// everyone on the way can read the token; use https://"
              .formatted(there));
    }
    try {
      return "Bearer " + Files.readString(token).strip();
    } catch (IOException unreadable) {
      throw new CommandException("--source-token: %s cannot be read".formatted(token), unreadable);
    }
  }

  private static Route of(
      String where, OkHttpClient.Builder http, MetricsSourceSpec spec, @Nullable String bearer) {
    var sent = new AtomicLong();
    http.interceptors()
        .addFirst(
            chain -> {
              sent.incrementAndGet();
              return chain.proceed(chain.request());
            });
    var api =
        new QueryApi(
            http.readTimeout(PATIENCE).connectTimeout(Duration.ofSeconds(10)).build(),
            spec,
            bearer,
            PATIENCE);
    return new Route(
        where, new PrometheusSource(api, spec), new PrometheusPast(api, spec), api, sent);
  }

  private static MetricsSourceSpec at(MetricsSourceSpec spec, String url) {
    return new MetricsSourceSpec(
        url,
        null,
        spec.flavour(),
        spec.tenant(),
        null,
        null,
        spec.labels(),
        spec.ownQueries(),
        spec.scopedBy(),
        null);
  }

  /** What a MetricsSource says, to whom it concerns little that he may not see it. */
  private static Optional<MetricsSourceSpec> seen(KubernetesClient client, String name) {
    try {
      return object(client, name);
    } catch (KubernetesClientException refused) {
      if (isForbidden(refused)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private static boolean isForbidden(KubernetesClientException refused) {
    return refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  private static Optional<MetricsSourceSpec> object(KubernetesClient client, String name) {
    return Optional.ofNullable(client.resources(MetricsSource.class).withName(name).get())
        .map(MetricsSource::getSpec);
  }

  private static String withoutEnd(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
