package dev.stuckpod.status;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.SeenImage;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Sighting;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Signature;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.protocol.Sha256;
import dev.stuckpod.text.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often one fault was seen in a workload, as the status of the first DumpAnalysis that has
 * shown it counts it. Pure.
 */
public final class Sightings {

  private static final int MOST = 32;
  private static final int MOST_IMAGES = 16;
  private static final int HASH = 16;
  private static final int LONGEST_TEXT = 1024;

  /** As long as old and new pods of one rollout may run beside each other. */
  private static final Duration A_WHILE = Duration.ofHours(1);

  private Sightings() {}

  /**
   * One more incident.
   *
   * @param analysis its name
   * @param by who noticed it, and by which rule
   * @param image that the app's container ran; null where that is not known
   */
  public record Seen(String analysis, String pod, String by, @Nullable String image, Instant at) {}

  /** Gives a signature as a status has it. */
  public static Signature signature(String text) {
    return new Signature(
        Sha256.of(text).substring(0, HASH), OneLine.of(text).within(LONGEST_TEXT).text());
  }

  /** Tells whether an incident is among the last that are counted. */
  public static boolean has(DumpAnalysisStatus first, String analysis) {
    return all(first).stream().anyMatch(one -> analysis.equals(one.analysis()));
  }

  /** Counts one more; whose status it is, the first, is counted like the others. */
  public static DumpAnalysisStatus add(DumpAnalysisStatus first, Seen seen) {
    String at = seen.at().toString();
    var sightings = new ArrayList<>(all(first));
    sightings.add(new Sighting(seen.analysis(), seen.pod(), seen.by(), at));
    return DumpAnalysisStatusBuilder.builder(first)
        .occurrences(Objects.requireNonNullElse(first.occurrences(), 0) + 1)
        .lastSeen(at)
        .images(images(first, seen.image(), at))
        .seenIn(newest(sightings, MOST))
        .build();
  }

  private static List<SeenImage> images(
      DumpAnalysisStatus first, @Nullable String image, String at) {
    var images = new ArrayList<>(images(first));
    if (image == null) {
      return images;
    }
    SeenImage seen =
        images.stream()
            .filter(one -> image.equals(one.image()))
            .findFirst()
            .orElse(new SeenImage(image, at, at, 0));
    images.remove(seen);
    int count = Objects.requireNonNullElse(seen.count(), 0) + 1;
    images.add(new SeenImage(image, seen.firstSeen(), at, count));
    return newest(images, MOST_IMAGES);
  }

  /**
   * Says how often it was seen, and whether it has come back, or which other one says that.
   *
   * @return sentences; empty where it was seen once at most
   */
  public static String said(DumpAnalysis first) {
    DumpAnalysisStatus status = first.getStatus();
    if (status != null && status.sameAs() != null) {
      return "The same was seen before: DumpAnalysis %s tells it in full, and how often."
          .formatted(status.sameAs());
    }
    if (status == null || status.occurrences() == null || status.occurrences() < 2) {
      return "";
    }
    long pods = all(status).stream().map(Sighting::pod).distinct().count();
    boolean counted = all(status).size() == status.occurrences();
    String image = images(status).isEmpty() ? "" : " in image " + images(status).getLast().image();
    return "Seen %d times in %s%d pod%s since %s, last at %s%s.%s"
        .formatted(
            status.occurrences(),
            counted ? "" : "at least ",
            pods,
            pods == 1 ? "" : "s",
            first.getMetadata().getCreationTimestamp(),
            status.lastSeen(),
            image,
            cameBack(images(status)));
  }

  /** Whether the image in which it was seen last is another than before, after a while without. */
  private static String cameBack(List<SeenImage> images) {
    if (images.size() < 2) {
      return "";
    }
    SeenImage last = images.getLast();
    SeenImage before = images.get(images.size() - 2);
    if (last.firstSeen() == null || before.lastSeen() == null) {
      return "";
    }
    boolean after =
        Instant.parse(before.lastSeen()).plus(A_WHILE).isBefore(Instant.parse(last.firstSeen()));
    return after
        ? " It came back in %s: before, it was seen last in %s, at %s."
            .formatted(inShort(last, before), inShort(before, last), before.lastSeen())
        : "";
  }

  /** An image's tag, where that tells it from another one. */
  private static String inShort(SeenImage image, SeenImage other) {
    var name = ImageName.of(String.valueOf(image.image()));
    var beside = ImageName.of(String.valueOf(other.image()));
    return name.repository().equals(beside.repository())
            && !name.tag().isEmpty()
            && !name.tag().equals(beside.tag())
        ? name.tag()
        : String.valueOf(image.image());
  }

  private static List<Sighting> all(DumpAnalysisStatus status) {
    return status.seenIn() == null ? List.of() : status.seenIn();
  }

  private static List<SeenImage> images(DumpAnalysisStatus status) {
    return status.images() == null ? List.of() : status.images();
  }

  private static <T> List<T> newest(List<T> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }
}
