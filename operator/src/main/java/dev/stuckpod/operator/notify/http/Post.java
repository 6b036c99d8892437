package dev.stuckpod.operator.notify.http;

import dev.stuckpod.crds.v1alpha1.SourceAuth.SecretKeyRef;
import dev.stuckpod.operator.leash.Leash;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.secrets.OwnSecrets;
import dev.stuckpod.operator.secrets.PemTrust;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;

/**
 * Sends one payload to one address, once. It follows no redirect, keeps no connection, and reads of
 * an answer no more than tells whether it was taken. Secrets are read each time, so that a new one
 * counts from the next payload on.
 */
public final class Post {

  /** Of all of it: an address that takes longer is asked again. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final MediaType JSON = MediaType.get("application/json");

  private final Function<SecretKeyRef, OwnSecrets.Read> secrets;
  private final Clock clock;
  private final OkHttpClient http;

  /**
   * Sends within {@link #PATIENCE}.
   *
   * @param secrets reads keys of the operator's own Secrets
   */
  public Post(Function<SecretKeyRef, OwnSecrets.Read> secrets, Clock clock) {
    this(secrets, clock, PATIENCE);
  }

  /**
   * Sends within a time.
   *
   * @param patience for connecting, sending and the answer together
   */
  public Post(Function<SecretKeyRef, OwnSecrets.Read> secrets, Clock clock, Duration patience) {
    this.secrets = secrets;
    this.clock = clock;
    this.http =
        Leash.client()
            .callTimeout(patience)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false) // who has sent twice cannot take it back
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
            .build();
  }

  /**
   * Sends.
   *
   * @param id of what is sent: the same when it is sent again
   * @param json the payload
   */
  public Reply send(Address address, String id, String json) {
    try {
      Opened opened = open(address);
      var request =
          new Request.Builder()
              .url(opened.url)
              .header("User-Agent", "stuckpod-operator")
              .header("Idempotency-Key", id)
              .post(RequestBody.create(json, JSON));
      if (!opened.token.isEmpty()) {
        request.header("Authorization", "Bearer " + opened.token);
      }
      return send(opened, request.build());
    } catch (Unusable wrong) {
      return new Reply.Later(wrong.sentence, Duration.ZERO);
    } catch (KubernetesClientException failed) {
      return new Reply.Later(
          "A Secret cannot be read: the API server fails with %d.".formatted(failed.getCode()),
          Duration.ZERO);
    }
  }

  private Reply send(Opened opened, Request request) {
    String host = opened.url.host();
    try (Response response = opened.http.newCall(request).execute()) {
      int code = response.code();
      if (response.isSuccessful()) {
        return new Reply.Taken();
      }
      if (response.isRedirect()) {
        return new Reply.Later(
            "%s answers %d, and redirects are not followed: give the URL that it leads to."
                .formatted(host, code),
            Duration.ZERO);
      }
      String said = "%s answers %d%s.".formatted(host, code, Said.of(response, opened.secret()));
      return switch (code) {
        case 400, 413, 422 -> new Reply.Never(said);
        default ->
            new Reply.Later(said, RetryAfter.of(response.header("Retry-After"), clock.instant()));
      };
    } catch (IOException failed) {
      return new Reply.Later(
          "%s does not answer%s.".formatted(host, Said.of(failed, opened.secret())), Duration.ZERO);
    }
  }

  /** An address with what its Secrets have. */
  private record Opened(OkHttpClient http, HttpUrl url, String token, boolean secretUrl) {

    /** What must not be said. */
    Said.Secret secret() {
      return new Said.Secret(secretUrl ? url : null, token);
    }
  }

  private Opened open(Address address) throws Unusable {
    Address.Target target = address.target();
    String written = target.secretRef() == null ? target.url() : value(target.secretRef());
    HttpUrl base = written == null ? null : HttpUrl.parse(written);
    if (base == null) {
      throw new Unusable("What its Secret has is no URL with http:// or https://.");
    }
    if (target.isSecret() && !base.isHttps() && !target.plainHttp()) {
      throw new Unusable(
          "Nothing was sent: over http:// everyone on the way can read what is secret; use"
              + " https://, or say that they may with plainHttp: true.");
    }
    HttpUrl url =
        address.type() == Address.Type.Alertmanager
            ? base.newBuilder().addPathSegments("api/v2/alerts").build()
            : base;
    String token = target.bearer() == null ? "" : value(target.bearer());
    if (!token.matches("[\\x21-\\x7e]*")) {
      throw new Unusable("What its Secret has is no token: it has blanks or other characters.");
    }
    return new Opened(trusting(target), withoutEmpty(url), token, target.secretRef() != null);
  }

  /** An URL that ends with a slash has an empty last segment, which another follows here. */
  private static HttpUrl withoutEmpty(HttpUrl url) {
    return url.newBuilder().encodedPath(url.encodedPath().replace("//", "/")).build();
  }

  private OkHttpClient trusting(Address.Target target) throws Unusable {
    if (target.ca() == null) {
      return http;
    }
    var certificates = new HandshakeCertificates.Builder();
    try {
      PemTrust.add(certificates, value(target.ca()));
    } catch (CertificateException unreadable) {
      throw new Unusable(
          "Key %s of Secret %s is not a list of PEM certificates."
              .formatted(target.ca().key(), target.ca().name()));
    }
    HandshakeCertificates built = certificates.build();
    return http.newBuilder()
        .sslSocketFactory(built.sslSocketFactory(), built.trustManager())
        .build();
  }

  private String value(SecretKeyRef ref) throws Unusable {
    return switch (secrets.apply(ref)) {
      case OwnSecrets.Found(String value) -> value;
      case OwnSecrets.Missing(String sentence) -> throw new Unusable(sentence);
      case OwnSecrets.Forbidden() ->
          throw new Unusable(
              "The operator may not read Secret %s: the chart lets it read those that its notifications name."
                  .formatted(ref.name()));
    };
  }

  /** It cannot be sent there as the configuration is. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final String sentence;

    Unusable(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }
}
