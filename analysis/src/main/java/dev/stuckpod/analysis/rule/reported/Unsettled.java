package dev.stuckpod.analysis.rule.reported;

import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock whose word changed while it was read, in the one sample that there is, is not said to be
 * deadlocked: either it is given from one to the next, or somebody has only just come to wait. A
 * second sample tells which.
 */
public final class Unsettled {
  private Unsettled() {}

  /** Gives the findings of one sample: a deadlock at such a lock is none yet. */
  public static List<Finding> judge(List<LockWord> words, List<Finding> findings) {
    Map<String, LockWord> moving = new HashMap<>();
    words.stream()
        .filter(LockWord::moving)
        .forEach(word -> moving.put("0x" + Long.toHexString(word.seen()), word));
    return findings.stream()
        .map(
            finding -> {
              LockWord word = moving.get(finding.resource().address());
              return word == null
                      || finding.verdict() != Verdict.Deadlock
                      || finding.stated()
                      || finding.confidence() == Confidence.Proven
                  ? finding
                  : open(finding, word);
            })
        .toList();
  }

  private static Finding open(Finding f, LockWord word) {
    boolean all = word.word().equals("all have run");
    return new Finding(
        f.rule(),
        all ? Kind.CONVOY : Kind.ORPHAN_LOCK,
        all
            ? "%s is contended: all who were seen waiting for it have run since"
                .formatted(name(f.resource()))
            : "%s moves: its word changed while it was read".formatted(name(f.resource())),
        "If nothing moved this would be: "
            + f.title()
            + ". Whether the lock is given from one to the next, or somebody has only just come, a"
            + " second dump tells: those who then have not run are stuck.",
        Confidence.Suspected,
        f.resource(),
        f.participants(),
        f.evidence(),
        "Take a second dump, or two samples of memory (--samples 2).",
        true,
        false);
  }

  private static String name(Finding.Resource lock) {
    return (lock.kind() + " " + (lock.type().isEmpty() ? lock.address() : lock.type())).strip();
  }
}
