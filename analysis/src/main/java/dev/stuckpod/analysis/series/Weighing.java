package dev.stuckpod.analysis.series;

import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.FindingClass;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Weighs what the last dump says by the ones before: who has not moved at all is stuck, and a lock
 * whose waiters change, or come through, is contention, whatever it looks like in one dump.
 */
public final class Weighing {
  private static final int NEARLY_ALL = 90;
  private static final int FEW = 50;

  private final Movement movement;

  public Weighing(Movement movement) {
    this.movement = movement;
  }

  /** Gives the finding as the series has it; nothing where the series refutes it. */
  public Stream<Finding> weigh(Finding f) {
    List<String> holders = ids(f, true);
    List<String> all = ids(f, false);
    Set<String> joined = movement.joined(all);
    List<String> others = all.stream().filter(id -> !joined.contains(id)).toList();
    Optional<String> head = movement.headMoved(f.resource().address());
    boolean unknown = movement.isCut() && movement.watched() == null && head.isEmpty();
    if (f.confidence() == Confidence.Proven || unknown || holders.isEmpty() && all.isEmpty()) {
      return Stream.of(f);
    }
    int held = holders.isEmpty() ? 100 : movement.stayed(holders);
    int waited = others.isEmpty() ? 100 : movement.stayed(others);
    String seen =
        (movement.watched() == null
                ? "in all %d dumps %d %% of the holders and %d %% of the others looked at stand where they stand in the last one"
                    .formatted(movement.dumps(), held, waited)
                : "%d %% of the holders and %d %% of the others looked at have not run at all for %s"
                    .formatted(held, waited, movement.watched()))
            + movement.clocked(Stream.concat(holders.stream(), all.stream()).toList())
            + (joined.isEmpty() ? "" : "; %d have joined them since".formatted(joined.size()));
    if (head.isPresent()) {
      return moving(f, seen + "; " + head.get());
    }
    int passed = movement.passed(all);
    if (passed > 0) {
      return moving(f, "%s; %d who waited with them have come through".formatted(seen, passed));
    }
    if (f.stated() && held < 100) { // of those who hold it, one who moves is enough
      return moving(f, seen);
    }
    if (held >= NEARLY_ALL && waited >= NEARLY_ALL) {
      boolean surer = f.confidence() == Confidence.Suspected && !f.guess();
      return Stream.of(f.weighed(surer ? Confidence.Strong : f.confidence(), seen));
    }
    if (f.stated() && f.confidence() == Confidence.Strong) { // whoever only waits comes and goes
      return Stream.of(f.weighed(Confidence.Strong, seen));
    }
    if (held < FEW || waited < FEW) {
      return moving(f, seen);
    }
    return Stream.of(f.weighed(Confidence.Suspected, seen));
  }

  private static Stream<Finding> moving(Finding f, String seen) {
    return !f.resource().isNamed()
            || f.category() == FindingClass.COMMUNICATION
            || f.kind() == Kind.WAITING_ON_PEER // whom they wait for is no lock
        ? Stream.empty()
        : Stream.of(contention(f, seen));
  }

  private static List<String> ids(Finding f, boolean holders) {
    return f.participants().stream()
        .filter(p -> (p.role() == Role.HOLDER) == holders)
        .flatMap(p -> p.ids().stream())
        .distinct()
        .toList();
  }

  private static Finding contention(Finding f, String seen) {
    Finding.Resource lock = f.resource();
    String name = (lock.kind() + " " + lock.type()).strip();
    return new Finding(
        f.rule(),
        Kind.CONVOY,
        "%s is contended: those who hold it or wait for it go on".formatted(name),
        "Looked at once this would be: " + f.title() + ". But who stands there changes.",
        Confidence.Suspected,
        lock,
        f.participants(),
        with(f.evidence(), seen),
        "Hold the lock for less, or split it.");
  }

  private static List<String> with(List<String> evidence, String seen) {
    List<String> all = new ArrayList<>(evidence);
    all.add(seen);
    return all;
  }
}
