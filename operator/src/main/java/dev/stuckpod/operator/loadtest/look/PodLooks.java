package dev.stuckpod.operator.loadtest.look;

import dev.stuckpod.operator.loadtest.suspicion.NoticedBy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The looks that were taken at a container. Lost with the process: then the incident that is there
 * is found by its name, and nothing that harms is done twice.
 *
 * @param containerID whose: another one was not looked at yet
 * @param looks how many were begun
 * @param inVain how many in a row did not prove anything
 * @param underWay name of the analysis that is waited for; null where none is
 * @param noticedBy why the last was begun
 * @param endedAt when the last had ended
 * @param proof what the last came to
 */
public record PodLooks(
    @Nullable String containerID,
    int looks,
    int inVain,
    @Nullable String underWay,
    @Nullable NoticedBy noticedBy,
    @Nullable Instant endedAt,
    @Nullable Proof proof) {

  /** Before the first. */
  public static final PodLooks NONE = new PodLooks(null, 0, 0, null, null, null, null);

  /** A pod is looked at this often at most. */
  static final Duration SHORTEST = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofMinutes(4);
  private static final int DOUBLINGS = 4;

  /** Those of the container that runs now. */
  public PodLooks of(@Nullable String container) {
    return container != null && container.equals(containerID)
        ? this
        : new PodLooks(container, 0, 0, null, null, null, null);
  }

  /**
   * One more is begun, or taken part in.
   *
   * @param analysis name of the DumpAnalysis
   */
  public PodLooks begun(String analysis, NoticedBy why) {
    return new PodLooks(containerID, looks + 1, inVain, analysis, why, endedAt, proof);
  }

  /** The one under way has ended. */
  public PodLooks ended(Proof came, Instant at) {
    int vain = came instanceof Proof.Nothing ? inVain + 1 : 0;
    return new PodLooks(containerID, looks, vain, null, noticedBy, at, came);
  }

  /** Whether the container is proven to be stuck. */
  public boolean stuck() {
    return proof instanceof Proof.Stuck;
  }

  /**
   * Whether somebody has looked since then, and can say that it is not stuck.
   *
   * @param since since when the pod has stood, as it is suspected: an earlier look was at something
   *     else
   */
  public boolean cleared(Instant since) {
    return proof instanceof Proof.Nothing nothing
        && nothing.why().seen()
        && endedAt != null
        && !endedAt.isBefore(since);
  }

  /**
   * Since when what was opened before is another episode: the end of a look that proved nothing. An
   * incident's name follows from the episode, so the next look has another one.
   */
  public @Nullable Instant recoveredAt() {
    return proof instanceof Proof.Nothing ? endedAt : null;
  }

  /**
   * When the next one is possible: 15 s after one in vain, then 30 s, 60 s, and so on.
   *
   * @param anew whether there is something new to look for
   */
  Instant next(boolean anew) {
    if (endedAt == null) {
      return Instant.MIN;
    }
    int doublings = anew ? 0 : Math.clamp(inVain - 1, 0, DOUBLINGS);
    Duration rest = SHORTEST.multipliedBy(1L << doublings);
    return endedAt.plus(rest.compareTo(LONGEST) > 0 ? LONGEST : rest);
  }

  /** What is told of looks in vain; empty where there was none, or where the pod is stuck. */
  public Optional<String> note() {
    if (!(proof instanceof Proof.Nothing(Unproven why, String detail)) || endedAt == null) {
      return Optional.empty();
    }
    String at = endedAt.truncatedTo(ChronoUnit.SECONDS).toString().substring(11, 19);
    String often =
        inVain == 1 ? "Looked at " + at : "Looked %d times, last at %s".formatted(inVain, at);
    String said = "%s, %s.".formatted(often, why.words());
    return Optional.of(
        why == Unproven.NothingFound || detail.isEmpty() ? said : said + " " + detail);
  }
}
