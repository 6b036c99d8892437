package dev.stuckpod.operator.loadtest.look;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import dev.stuckpod.operator.loadtest.suspicion.NoticedBy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a dump proves what was suspected. */
public final class Proving {

  private Proving() {}

  /**
   * Reads a result.
   *
   * @param noticedBy what gave rise to the look
   * @param least how certain a verdict must be to fail a window
   */
  public static Proof of(DumpResult result, NoticedBy noticedBy, Confidence least) {
    if (result.verdict() == null) {
      return new Proof.Nothing(Unproven.NotLooked, result.message());
    }
    // words of a later version are not known
    Verdict verdict = word(Verdict.values(), result.verdict()).orElse(Verdict.Inconclusive);
    return unproven(verdict, noticedBy)
        .<Proof>map(why -> new Proof.Nothing(why, result.message()))
        .orElseGet(() -> certain(result, verdict, least));
  }

  /** Of verdicts that stop a process: is it certain enough? */
  private static Proof certain(DumpResult result, Verdict verdict, Confidence least) {
    Confidence confidence =
        word(Confidence.values(), result.confidence()).orElse(Confidence.Suspected);
    return confidence.compareTo(least) >= 0
        ? new Proof.Stuck(verdict.name(), confidence.name(), result.message())
        : new Proof.Nothing(Unproven.TooUncertain, result.message());
  }

  private static Optional<Unproven> unproven(Verdict verdict, NoticedBy noticedBy) {
    return switch (verdict) {
      case Deadlock, Starvation, BusyLoop -> Optional.empty();
      // nothing is stuck in which somebody moves
      case Contention -> Optional.of(Unproven.MovesOn);
      case WaitingOnPeer -> Optional.of(Unproven.WaitsForPeer);
      // who is never woken is what is still held after the load; before that it stops nobody else
      case Leak -> noticedBy == NoticedBy.Residue ? Optional.empty() : Optional.of(Unproven.Leaks);
      case NothingFound -> Optional.of(Unproven.NothingFound);
      case Inconclusive -> Optional.of(Unproven.Inconclusive);
    };
  }

  private static <E extends Enum<E>> Optional<E> word(E[] values, @Nullable String word) {
    return Arrays.stream(values).filter(value -> value.name().equals(word)).findFirst();
  }
}
