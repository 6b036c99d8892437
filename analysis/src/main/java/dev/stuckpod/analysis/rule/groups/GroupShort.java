package dev.stuckpod.analysis.rule.groups;

import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.Stated;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.model.LockWord.Sure;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * A WaitGroup whose counter, in memory, is higher than there are goroutines that will call Done:
 * the others have ended without it, or Add was called too often. Somebody may yet call Done on
 * behalf of others, so it is told only where nothing runs; and a program that waits for ever on
 * purpose, in main and with nobody who is ever done, is none.
 */
public final class GroupShort implements Rule {
  private static final int TOLD = 10;
  private static final String MAIN = "main.main";

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    for (Resource group : graph.isQuiet() ? graph.resources() : List.<Resource>of()) {
      Stated stated = group.stated();
      List<Waiter> waiters = group.waiters();
      if (stated != null
          && stated.word().type().equals("WaitGroup")
          && stated.missing() > 0
          && !waiters.isEmpty()
          && (!stated.word().held().by().isEmpty() || !waits(waiters))) {
        findings.add(finding(graph, group, stated.word()));
      }
    }
    return findings;
  }

  private static boolean waits(List<Waiter> waiters) {
    return waiters.stream().allMatch(w -> w.at().function().equals(MAIN));
  }

  private static Finding finding(WaitForGraph graph, Resource group, LockWord word) {
    LockWord.Held held = word.held();
    Waiter waiter = group.waiters().getFirst();
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "memory: the counter is %d, and %d goroutines will call Done"
            .formatted(word.holders(), word.holders() - held.more()));
    for (LockWord.Hold hold : held.by().stream().limit(TOLD).toList()) {
      evidence.add(
          "memory: goroutine %s is to call it (%s)%s"
              .formatted(
                  hold.id(),
                  hold.sure().label(),
                  hold.release().isEmpty() ? "" : ", " + hold.release()));
    }
    evidence.add(
        "memory: %d more are on no stack%s"
            .formatted(
                held.more(),
                held.unreadable() > 0
                    ? ", and %d goroutines could not be read".formatted(held.unreadable())
                    : ""));
    evidence.add(Facts.seen(graph, group.waiters().stream().map(Waiter::party).toList()));
    evidence.add("no goroutine of the process runs");
    Finding finding =
        new Finding(
            "GroupShort",
            Kind.WAITGROUP,
            "%s waits for a WaitGroup whose counter is %d, and nobody is seen who calls Done for %d of them"
                .formatted(Sentences.say(waiter.at()), word.holders(), held.more()),
            "The counter does not come down to zero by those who are left: a goroutine has ended or"
                + " returned without Done, or Add was called once too often.",
            confidence(graph, group, held),
            Sentences.resource(group),
            Sentences.merge(group.waiters().stream().map(Sentences::waiter).toList()),
            evidence,
            "Call Done by defer at the beginning of each member, and Add once for each: "
                + waiter.at().location()
                + ".");
    return finding.confidence() == Confidence.Strong ? finding.asStated() : finding.asGuess();
  }

  /** Strong at most: who will call Done on behalf of others, no stack says. */
  private static Confidence confidence(WaitForGraph graph, Resource group, LockWord.Held held) {
    boolean clear =
        held.unreadable() == 0 && held.by().stream().noneMatch(h -> h.sure() == Sure.SUSPECTED);
    List<Waiter> waiters = group.waiters();
    return clear && Facts.stand(graph, waiters.stream().map(Waiter::party).toList())
        ? Confidence.Strong
        : Confidence.Suspected;
  }
}
