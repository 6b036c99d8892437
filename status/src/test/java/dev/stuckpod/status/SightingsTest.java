package dev.stuckpod.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.stuckpod.crds.grammar.Durations;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.SeenImage;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sighting;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.status.Sightings.Seen;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SightingsTest {

  private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");
  private static final DumpAnalysisStatus NONE = DumpAnalysisStatusBuilder.builder().build();

  @Test
  void theFirstCountsItself() {
    DumpAnalysisStatus first = seen(NONE, "a", "hub-1", "shop/hub:2.3.0", Duration.ZERO);

    assertThat(first.occurrences()).isEqualTo(1);
    assertThat(first.lastSeen()).isEqualTo("2026-01-15T12:00:00Z");
    assertThat(first.images())
        .containsExactly(
            new SeenImage("shop/hub:2.3.0", "2026-01-15T12:00:00Z", "2026-01-15T12:00:00Z", 1));
    assertThat(first.seenIn())
        .containsExactly(new Sighting("a", "hub-1", "hubs/frozen", "2026-01-15T12:00:00Z"));
    assertThat(Sightings.has(first, "a")).isTrue();
    assertThat(Sightings.has(first, "b")).isFalse();
    assertThat(said(first)).isEmpty();
  }

  @Test
  void othersAreCountedWithTheirImages() {
    DumpAnalysisStatus all = seen(NONE, "a", "hub-1", "shop/hub:2.3.0", Duration.ZERO);
    all = seen(all, "b", "hub-2", "shop/hub:2.4.0", Duration.ofMinutes(5));
    all = seen(all, "c", "hub-1", "shop/hub:2.3.0", Duration.ofMinutes(9));

    assertThat(all.occurrences()).isEqualTo(3);
    assertThat(all.images())
        .extracting(SeenImage::image, SeenImage::count)
        .containsExactly(tuple("shop/hub:2.4.0", 1), tuple("shop/hub:2.3.0", 2));
    assertThat(said(all))
        .isEqualTo(
            "Seen 3 times in 2 pods since 2026-01-15T11:59:00Z, last at 2026-01-15T12:09:00Z in"
                + " image shop/hub:2.3.0.");
  }

  @Test
  void whatIsRememberedIsBoundedAndTheCountGoesOn() {
    DumpAnalysisStatus all = NONE;
    for (int i = 0; i < 100; i++) {
      all = seen(all, "a-" + i, "hub-" + i, "hub:" + i, Duration.ofMinutes(i));
    }

    assertThat(all.occurrences()).isEqualTo(100);
    assertThat(all.seenIn()).hasSize(32).last().returns("hub-99", Sighting::pod);
    assertThat(all.images()).hasSize(16).last().returns("hub:99", SeenImage::image);
    assertThat(said(all)).startsWith("Seen 100 times in at least 32 pods since");
  }

  @ParameterizedTest
  @CsvSource({
    "shop/hub:2.3.0, shop/hub:2.4.1, 72h, 'came back in 2.4.1: before, it was seen last in 2.3.0,"
        + " at 2026-01-15T12:00:00Z.'",
    "r.example:5000/hub:2.3@sha256:aa, r.example:5000/hub:2.4@sha256:bb, 2h, came back in 2.4:",
    "r.example:5000/hub, other/hub:2.4, 2h, came back in other/hub:2.4:",
    "hub@sha256:aa, hub@sha256:bb, 2h, came back in sha256:bb:",
    "hub:2.3.0, hub:2.4.1, 10m, ''",
    "hub:2.3.0, hub:2.3.0, 72h, ''"
  })
  void itComesBackInAnotherImageAfterAWhile(String before, String now, String after, String said) {
    Duration pause = Durations.parse(after);
    DumpAnalysisStatus all = seen(NONE, "a", "hub-1", before, Duration.ZERO);
    all = seen(all, "b", "hub-2", now, pause);

    if (said.isEmpty()) {
      assertThat(said(all)).doesNotContain("came back");
    } else {
      assertThat(said(all)).contains(said);
    }
    assertThat(said(seen(all, "c", "hub-3", before, pause.plusMinutes(1))))
        .as("rolled back")
        .doesNotContain("came back");
  }

  @Test
  void anImageThatIsNotKnownIsNotTold() {
    DumpAnalysisStatus all = seen(NONE, "a", "hub-1", null, Duration.ZERO);

    assertThat(seen(all, "b", "hub-1", null, Duration.ZERO).images()).isEmpty();
    assertThat(said(seen(all, "b", "hub-1", null, Duration.ZERO)))
        .endsWith("in 1 pod since 2026-01-15T11:59:00Z, last at 2026-01-15T12:00:00Z.");
  }

  @Test
  void aRepeatSaysWhichOneTellsIt() {
    assertThat(said(DumpAnalysisStatusBuilder.builder().sameAs("hub-a").build()))
        .isEqualTo("The same was seen before: DumpAnalysis hub-a tells it in full, and how often.");
  }

  @Test
  void aSignatureIsBoundedAndOfOneLine() {
    assertThat(Sightings.signature("Deadlock ab-ba: main.f"))
        .isEqualTo(Sightings.signature("Deadlock ab-ba: main.f"))
        .isNotEqualTo(Sightings.signature("Deadlock ab-ba: main.g"))
        .returns("Deadlock ab-ba: main.f", DumpAnalysisStatus.Signature::text);
    DumpAnalysisStatus.Signature hostile = Sightings.signature("a\n" + "\u0007".repeat(5000));
    assertThat(hostile.hash()).matches("[0-9a-f]{16}");
    assertThat(hostile.text()).hasSizeLessThanOrEqualTo(1024).doesNotContain("\n", "\u0007");
  }

  private static DumpAnalysisStatus seen(
      DumpAnalysisStatus before, String analysis, String pod, @Nullable String image, Duration at) {
    return Sightings.add(before, new Seen(analysis, pod, "hubs/frozen", image, NOON.plus(at)));
  }

  private static String said(DumpAnalysisStatus status) {
    var analysis = new DumpAnalysis();
    analysis.setMetadata(
        new ObjectMetaBuilder().withCreationTimestamp("2026-01-15T11:59:00Z").build());
    analysis.setStatus(status);
    return Sightings.said(analysis);
  }
}
