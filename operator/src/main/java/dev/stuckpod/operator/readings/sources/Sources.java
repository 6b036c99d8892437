package dev.stuckpod.operator.readings.sources;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.MetricsSource;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec;
import dev.stuckpod.crds.v1alpha1.MetricsSourceSpec.PodScrapes;
import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import dev.stuckpod.operator.leash.Leash;
import dev.stuckpod.operator.readings.Answer;
import dev.stuckpod.operator.readings.Answer.Failure;
import dev.stuckpod.operator.readings.Courses;
import dev.stuckpod.operator.readings.Source;
import dev.stuckpod.operator.readings.http.QueryApi;
import dev.stuckpod.operator.readings.http.QueryFailed;
import dev.stuckpod.operator.readings.prometheus.PrometheusCourses;
import dev.stuckpod.operator.readings.prometheus.PrometheusSource;
import dev.stuckpod.operator.readings.scraped.Scrapings;
import dev.stuckpod.operator.secrets.OwnSecrets;
import dev.stuckpod.operator.turns.Turns;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Finds sources by the names of MetricsSource objects. Their Secrets are read from the operator's
 * own namespace and no other.
 */
public final class Sources {

  /** So long an object and its Secrets are not read again. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** The source of policies that name none; where there is no such object, the operator scrapes. */
  private static final String DEFAULT = "default";

  private static final MetricsSourceSpec SCRAPES =
      new MetricsSourceSpec(
          null, new PodScrapes(null, null, null), null, null, null, null, null, null, null, null);

  private record Opened(Source source, Courses courses) {}

  private record Known(Opened opened, Instant since) {}

  /** A source that is mended is asked at once. */
  private record Resting(MetricsSourceSpec spec, Rest rest) {}

  private final Function<Supplier<Source>, Source> around;
  private final KubernetesClient client;
  private final String namespace;
  private final OwnSecrets secrets;
  private final Clock clock;
  private final Scrapings scrapings;
  private final OkHttpClient http = Leash.client().build();
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, Turns> turns = new HashMap<>();
  private final Map<String, Turns> turnsOfCourses = new HashMap<>();
  private final Map<String, Resting> rests = new HashMap<>();
  private final AccountTokens tokens;

  /**
   * Finds sources with a client.
   *
   * @param namespace the operator's own
   * @param scrapings of those sources that scrape
   */
  public Sources(KubernetesClient client, String namespace, Scrapings scrapings, Clock clock) {
    this(client, namespace, scrapings, clock, Supplier::get);
  }

  /**
   * Finds sources with a client.
   *
   * @param namespace the operator's own
   * @param scrapings of those sources that scrape
   * @param around makes of each source of metrics, which is found when it is asked, one that is
   *     asked for more
   */
  public Sources(
      KubernetesClient client,
      String namespace,
      Scrapings scrapings,
      Clock clock,
      Function<Supplier<Source>, Source> around) {
    this.around = around;
    this.client = client;
    this.namespace = namespace;
    this.scrapings = scrapings;
    this.secrets = new OwnSecrets(client, namespace);
    this.clock = clock;
    this.tokens = new AccountTokens(client, namespace, clock);
  }

  /** Finds a source; where there is none, every question is answered with the reason. */
  public Source named(String name) {
    return around.apply(() -> opened(name).source());
  }

  /**
   * Finds who tells what a source has read over time; one that is slow delays no other question.
   */
  public Courses courses(String name) {
    return opened(name).courses();
  }

  private synchronized Opened opened(String name) {
    Instant now = Instant.now(clock);
    Known before = known.get(name);
    if (before != null && now.isBefore(before.since().plus(FRESH))) {
      return before.opened();
    }
    try {
      Opened opened = open(name);
      known.put(name, new Known(opened, now));
      return opened;
    } catch (QueryFailed failed) {
      known.remove(name);
      Answer.Missing why = failed.answer();
      return new Opened(Source.none(why), (_, _, _, _) -> new Courses.Told.Missing(why));
    }
  }

  private Opened open(String name) throws QueryFailed {
    try {
      MetricsSource object = client.resources(MetricsSource.class).withName(name).get();
      if (object == null && name.equals(DEFAULT)) {
        return scraping(name, SCRAPES, false);
      }
      if (object == null) {
        scrapings.end(name);
        throw new QueryFailed(
            Failure.SourceNotFound,
            "There is no MetricsSource %s: create it, or name another in spec.metrics.source."
                .formatted(name));
      }
      MetricsSourceSpec spec = object.getSpec();
      if (spec.scrape() != null) {
        return scraping(name, spec, true);
      }
      scrapings.end(name);
      var api =
          new QueryApi(
              Trust.with(http, spec),
              spec,
              authorization(spec),
              Durations.parse(Objects.requireNonNullElse(spec.timeout(), "10s")));
      return new Opened(
          new FairSource(
              new RestingSource(new PrometheusSource(api, spec), rest(name, spec)),
              turns.computeIfAbsent(name, _ -> FairSource.ofASource())),
          new FairCourses(
              new PrometheusCourses(api, spec),
              turnsOfCourses.computeIfAbsent(name, _ -> FairCourses.ofASource())));
    } catch (KubernetesClientException failed) {
      throw new QueryFailed(
          Failure.SourceNotFound,
          "MetricsSource %s cannot be read: %s".formatted(name, failed.getMessage()));
    }
  }

  private Rest rest(String name, MetricsSourceSpec spec) {
    return rests
        .compute(
            name,
            (_, before) ->
                before != null && before.spec().equals(spec)
                    ? before
                    : new Resting(spec, new Rest(clock)))
        .rest();
  }

  private Opened scraping(String name, MetricsSourceSpec spec, boolean isThere) {
    Scrapings.Scraped scraped = scrapings.of(name, spec, isThere);
    return new Opened(scraped.source(), scraped.courses());
  }

  private @Nullable String authorization(MetricsSourceSpec spec) throws QueryFailed {
    var auth = spec.auth();
    if (auth == null) {
      return null;
    }
    if (!HttpUrl.get(spec.base()).isHttps() && !Boolean.TRUE.equals(auth.plainHttp())) {
      throw new QueryFailed(
          Failure.CredentialsExposed,
          "Nothing was sent to %s: over http:// everyone on the way can read the credentials; use https:// in the MetricsSource, or say that they may with auth.plainHttp: true."
              .formatted(spec.base()));
    }
    if (auth.bearerTokenSecret() != null) {
      return "Bearer " + secret(auth.bearerTokenSecret());
    }
    if (auth.serviceAccount() != null) {
      return "Bearer " + tokens.of(auth.serviceAccount());
    }
    if (auth.username() != null && auth.passwordSecret() != null) {
      return Credentials.basic(
          auth.username(), secret(auth.passwordSecret()), StandardCharsets.UTF_8);
    }
    return null;
  }

  private String secret(SecretKeyRef ref) throws QueryFailed {
    return switch (secrets.read(ref)) {
      case OwnSecrets.Found(String value) -> value;
      case OwnSecrets.Missing(String sentence) ->
          throw new QueryFailed(Failure.SecretNotFound, sentence);
      case OwnSecrets.Forbidden() ->
          throw new QueryFailed(
              Failure.SecretForbidden,
              "The operator may not read Secret %s in namespace %s: name it in metricsSecrets of the chart's values."
                  .formatted(ref.name(), namespace));
    };
  }
}
