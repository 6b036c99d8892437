package dev.stuckpod.operator.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.entry.Asking;
import dev.stuckpod.operator.identity.RenewingKeyManager;
import dev.stuckpod.operator.identity.ShownCertificate;
import dev.stuckpod.operator.turns.ReviewsFirst;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private record Decided(InjectionDecision decision, boolean dryRun) {}

  private final HeldCertificate certificate =
      new HeldCertificate.Builder().addSubjectAlternativeName("webhook.own.svc").build();
  private final List<Decided> atThePort = new CopyOnWriteArrayList<>();
  private final List<Decided> within = new CopyOnWriteArrayList<>();

  @Test
  void asksForASidecarAtThePortAndWithinAndIsAlwaysADryRun() throws IOException {
    try (AdmissionEndpoint endpoint = endpoint(Asking.ANYONE)) {
      rehearse(endpoint.port());
    }

    assertThat(atThePort).hasSizeGreaterThan(1).allSatisfy(RehearsalTest::assertIsForNobody);
    assertThat(within).hasSameSizeAs(atThePort).allSatisfy(RehearsalTest::assertIsForNobody);
  }

  @Test
  void triesTheRestWhereThePortAnswersTheApiServerAlone() throws IOException {
    try (AdmissionEndpoint endpoint =
        endpoint(new Asking(certificate.certificatePem(), Set.of("apiserver")))) {
      rehearse(endpoint.port());
    }

    assertThat(atThePort).isEmpty();
    assertThat(within).hasSizeGreaterThan(1).allSatisfy(RehearsalTest::assertIsForNobody);
  }

  @Test
  void failsNobodyWhateverIsWrong() {
    new Rehearsal(
            0,
            certificate::certificate,
            () -> {
              throw new IllegalStateException("no API server");
            },
            "shop")
        .run();
  }

  private static void assertIsForNobody(Decided one) {
    assertThat(one.decision()).isInstanceOf(InjectionDecision.Inject.class);
    assertThat(one.dryRun()).as("counted and remembered otherwise").isTrue();
  }

  private void rehearse(int port) {
    new Rehearsal(port, certificate::certificate, () -> admission(within), "shop").run();
  }

  private AdmissionEndpoint endpoint(Asking asking) throws IOException {
    return new AdmissionEndpoint(
        0,
        new RenewingKeyManager(() -> ShownCertificate.of(certificate)),
        asking,
        new ReviewHandler(new ReviewsFirst(), admission(atThePort)::answer, _ -> {}));
  }

  private static Admission admission(List<Decided> decided) {
    return new Admission(
        new QuietSurroundings(Map.of()),
        () -> Pods.SETTINGS,
        new Refusals(Clock.systemUTC()),
        (decision, dryRun) -> decided.add(new Decided(decision, dryRun)));
  }
}
