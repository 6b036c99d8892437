package dev.stuckpod.operator.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.apiserver.Namespaces;
import dev.stuckpod.crds.apiserver.WithApiServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two Secrets on a real API server, in every state that a crash or an admin can leave. */
@WithApiServer
class AuthorityStoreIT {

  private static final String NAMESPACE = "authorities";
  private static final String FIRST = "stuckpod-ca";
  private static final String SECOND = "stuckpod-ca-next";
  private static final int REPLICAS = 8;

  private final KubernetesClient client;
  private final HeldCertificate one = authority("one");
  private final HeldCertificate two = authority("two");
  private final HeldCertificate three = authority("three");

  AuthorityStoreIT(KubernetesClient client) {
    this.client = client;
    Namespaces.apply(client, NAMESPACE);
  }

  @BeforeEach
  void empty() {
    secret(FIRST).delete();
    secret(SECOND).delete();
  }

  @Test
  void theNextOnesKeyDoesNotLieBesideTheFirst() {
    String bundle = read();
    assertThat(data(FIRST)).containsOnlyKeys("current.crt", "current.key");
    assertThat(data(SECOND)).containsOnlyKeys("next.crt", "next.key");
    assertThat(bundle).isEqualTo(pem(FIRST, "current.crt") + pem(SECOND, "next.crt"));
  }

  @Test
  void whoIsDeletedIsFollowedByTheNextAtOnce() {
    String given = read();
    String leaked = pem(FIRST, "current.crt");
    String next = pem(SECOND, "next.crt");
    secret(FIRST).delete();

    String bundle = read();

    assertThat(pem(FIRST, "current.crt")).as("trusted by sidecars of before").isEqualTo(next);
    assertThat(given).contains(next);
    assertThat(bundle).startsWith(next).doesNotContain(leaked).isNotEqualTo(next);
    assertThat(data(FIRST)).containsOnlyKeys("current.crt", "current.key");
  }

  @Test
  void theNextOneIsReplacedWhereItIsDeleted() {
    read();
    String current = pem(FIRST, "current.crt");
    String leaked = pem(SECOND, "next.crt");
    secret(SECOND).delete();

    assertThat(read()).startsWith(current).doesNotContain(leaked);
    assertThat(pem(FIRST, "current.crt")).isEqualTo(current);
  }

  @Test
  void whereBothAreDeletedAllIsNew() {
    String given = read();
    empty();
    read();
    assertThat(given)
        .doesNotContain(pem(FIRST, "current.crt"))
        .doesNotContain(pem(SECOND, "next.crt"));
  }

  /** What a killed operator, or one of before, can leave behind. */
  enum Left {
    NOTHING,
    FORM_OF_BEFORE,
    FORM_OF_BEFORE_AND_ITS_NEXT,
    FORM_OF_BEFORE_AND_ANOTHER,
    FIRST_ALONE,
    SECOND_ALONE,
    THE_SAME_IN_BOTH,
    EMPTIED,
    DONE
  }

  @ParameterizedTest
  @EnumSource(Left.class)
  void whateverIsLeftReplicasAgreeAndTrustIsKept(Left left) {
    leave(left);

    List<String> bundles = atOnce();

    assertThat(bundles).hasSize(1);
    String bundle = bundles.getFirst();
    assertThat(bundle).isEqualTo(pem(FIRST, "current.crt") + pem(SECOND, "next.crt"));
    assertThat(pem(FIRST, "current.crt")).isNotEqualTo(pem(SECOND, "next.crt"));
    assertThat(data(FIRST)).containsOnlyKeys("current.crt", "current.key");
    assertThat(data(SECOND)).containsOnlyKeys("next.crt", "next.key");
    switch (left) {
      case NOTHING -> {}
      case FIRST_ALONE -> assertThat(bundle).startsWith(one.certificatePem());
      case SECOND_ALONE, THE_SAME_IN_BOTH, EMPTIED ->
          assertThat(bundle).startsWith(two.certificatePem());
      default -> assertThat(bundle).isEqualTo(one.certificatePem() + two.certificatePem());
    }
    assertThat(atOnce()).as("and it stays").containsExactly(bundle);
  }

  /** Between its reading and its writing the others move on, and an admin revokes one. */
  @ParameterizedTest
  @EnumSource(Left.class)
  void whoIsSlowOverwritesNothing(Left left) {
    leave(left);
    var others = new ArrayList<Map<String, String>>();
    var slow =
        new Meanwhile(
            () -> {
              read();
              secret(FIRST).delete();
              read();
              others.add(data(FIRST));
              others.add(data(SECOND));
            });

    store(slow.withZone(ZoneOffset.UTC)).authority();

    assertThat(List.of(data(FIRST), data(SECOND))).isEqualTo(others);
  }

  /** Two Secrets are read one after the other: what was never there together is not used. */
  @Test
  void whatIsReadIsReadAgainWhereOthersWriteMeanwhile() {
    leave(Left.DONE);
    var slow =
        new Meanwhile(
            () ->
                make(
                    SECOND,
                    Map.of(
                        "next.crt",
                        three.certificatePem(),
                        "next.key",
                        three.privateKeyPkcs8Pem())));

    assertThat(store(slow.withZone(ZoneOffset.UTC)).authority().bundle())
        .isEqualTo(one.certificatePem() + three.certificatePem());
  }

  @Test
  void keysStayWithTheirCertificates() {
    leave(Left.FORM_OF_BEFORE);
    read();
    secret(FIRST).delete();
    read();
    assertThat(pem(FIRST, "current.key")).isEqualTo(two.privateKeyPkcs8Pem());
  }

  @Test
  void replicasThatFindItsTimeOverAgree() {
    leave(Left.DONE);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(9 * 365 + 1));

    List<String> bundles = atOnce(later);

    assertThat(bundles).hasSize(1);
    assertThat(bundles.getFirst()).startsWith(two.certificatePem());
    assertThat(bundles.getFirst()).doesNotContain(one.certificatePem());
  }

  @Test
  void whoAskTheSameReplicaAtOnceAgree() {
    AuthorityStore store = store(Clock.systemUTC());
    assertThat(atOnce(() -> store)).containsExactly(read());
  }

  @Test
  void whatOthersHaveWrittenOnASecretStays() {
    leave(Left.FORM_OF_BEFORE);
    secret(FIRST)
        .edit(
            found ->
                new SecretBuilder(found)
                    .editMetadata()
                    .addToAnnotations("backup", "no")
                    .endMetadata()
                    .build());
    read();
    assertThat(secret(FIRST).require().getMetadata().getAnnotations())
        .containsEntry("backup", "no");
    assertThat(secret(FIRST).require().getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/name", "stuckpod");
  }

  @Test
  void whatIsNoAuthorityIsSaidWithWhatToDo() {
    leave(Left.DONE);
    make(SECOND, Map.of("next.crt", "nonsense", "next.key", "nonsense"));
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("authorities/stuckpod-ca-next holds no certificate authority")
        .hasMessageContaining("delete it");
    make(FIRST, Map.of("current.crt", one.certificatePem()));
    assertThatThrownBy(this::read).hasMessageContaining("current.key");
  }

  private void leave(Left left) {
    String a = one.certificatePem();
    String b = two.certificatePem();
    Map<String, String> current = Map.of("current.crt", a, "current.key", one.privateKeyPkcs8Pem());
    Map<String, String> next = Map.of("next.crt", b, "next.key", two.privateKeyPkcs8Pem());
    Map<String, String> both =
        Map.of(
            "current.crt",
            a,
            "current.key",
            one.privateKeyPkcs8Pem(),
            "next.crt",
            b,
            "next.key",
            two.privateKeyPkcs8Pem());
    switch (left) {
      case NOTHING -> {}
      case FORM_OF_BEFORE -> make(FIRST, both);
      case FORM_OF_BEFORE_AND_ITS_NEXT -> {
        make(FIRST, both);
        make(SECOND, next);
      }
      case FORM_OF_BEFORE_AND_ANOTHER -> {
        make(FIRST, both);
        make(
            SECOND,
            Map.of("next.crt", three.certificatePem(), "next.key", three.privateKeyPkcs8Pem()));
      }
      case FIRST_ALONE -> make(FIRST, current);
      case SECOND_ALONE -> make(SECOND, next);
      case THE_SAME_IN_BOTH -> {
        make(FIRST, Map.of("current.crt", b, "current.key", two.privateKeyPkcs8Pem()));
        make(SECOND, next);
      }
      case EMPTIED -> {
        make(FIRST, Map.of());
        make(SECOND, next);
      }
      case DONE -> {
        make(FIRST, current);
        make(SECOND, next);
      }
    }
  }

  private void make(String name, Map<String, String> content) {
    secret(name).delete();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType("Opaque")
                .withStringData(content)
                .build())
        .create();
  }

  private String read() {
    return store(Clock.systemUTC()).authority().bundle();
  }

  private List<String> atOnce() {
    return atOnce(Clock.systemUTC());
  }

  /** The different bundles that replicas get which start together. */
  private List<String> atOnce(Clock clock) {
    return atOnce(() -> store(clock));
  }

  private static List<String> atOnce(Supplier<AuthorityStore> stores) {
    List<CompletableFuture<String>> replicas =
        Stream.generate(
                () -> CompletableFuture.supplyAsync(() -> stores.get().authority().bundle()))
            .limit(REPLICAS)
            .toList();
    return replicas.stream().map(CompletableFuture::join).distinct().toList();
  }

  private AuthorityStore store(Clock clock) {
    return new AuthorityStore(client, NAMESPACE, clock);
  }

  private Resource<Secret> secret(String name) {
    return client.secrets().inNamespace(NAMESPACE).withName(name);
  }

  private Map<String, String> data(String name) {
    return secret(name).require().getData();
  }

  private String pem(String name, String key) {
    return new String(
        Base64.getDecoder().decode(Objects.requireNonNull(data(name).get(key))),
        StandardCharsets.UTF_8);
  }

  private static HeldCertificate authority(String name) {
    Instant now = Instant.now();
    return new HeldCertificate.Builder()
        .commonName(name)
        .certificateAuthority(0)
        .validityInterval(now.toEpochMilli(), now.plus(Duration.ofDays(20 * 365)).toEpochMilli())
        .build();
  }

  /** Something happens while somebody looks at the clock for the first time. */
  private static final class Meanwhile implements InstantSource {
    private final Runnable what;
    private boolean happened;

    Meanwhile(Runnable what) {
      this.what = what;
    }

    @Override
    public Instant instant() {
      if (!happened) {
        happened = true;
        what.run();
      }
      return Instant.now();
    }
  }
}
