package dev.stuckpod.analysis;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What memory says of locks and channels, as an analysis has it. */
final class Locks {
  private static final int IDS = 20;
  private static final int MOST = 100;

  private Locks() {}

  /** Gives the most wanted first; of very many some. */
  static List<Analysis.Lock> of(List<LockWord> words) {
    return words.stream()
        .sorted(Comparator.comparingLong((LockWord word) -> -wanted(word)))
        .limit(MOST)
        .map(
            word ->
                new Analysis.Lock(
                    word.type(),
                    "0x" + Long.toHexString(word.address()),
                    word.word(),
                    word.moving(),
                    word.queues().stream().map(Locks::queue).toList(),
                    holders(word.held())))
        .toList();
  }

  private static Analysis.Queue queue(LockWord.Queue queue) {
    return new Analysis.Queue(
        queue.name(),
        queue.ordered(),
        queue.ids().stream().limit(IDS).toList(),
        queue.more() || queue.ids().size() > IDS);
  }

  private static Analysis.@Nullable Holders holders(LockWord.Held held) {
    return held.told()
        ? new Analysis.Holders(
            held.by().stream().limit(IDS).map(Locks::holder).toList(),
            held.by().size() > IDS,
            held.more(),
            held.unreadable(),
            held.nobody())
        : null;
  }

  private static Analysis.LockHolder holder(LockWord.Hold hold) {
    Frame at = hold.at();
    return new Analysis.LockHolder(
        hold.id(),
        hold.way().isEmpty() ? null : hold.way(),
        hold.times(),
        switch (hold.sure()) {
          case PROVEN -> Confidence.Proven;
          case STRONG -> Confidence.Strong;
          case SUSPECTED -> Confidence.Suspected;
        },
        at == null ? null : at.function(),
        at == null ? null : at.location(),
        hold.release().isEmpty() ? null : hold.release());
  }

  private static long wanted(LockWord word) {
    return Math.max(word.waiting(), word.queues().stream().mapToInt(q -> q.ids().size()).sum());
  }
}
