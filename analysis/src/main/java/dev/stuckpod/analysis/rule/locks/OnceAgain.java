package dev.stuckpod.analysis.rule.locks;

import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The function that a sync.Once runs calls the same Once. Where the address of the outer one is
 * outdated, it is the same by exclusion: who runs the function of another Once would be seen there.
 */
public final class OnceAgain implements Rule {
  private static final String ONCE = "sync.(*Once).doSlow";
  private static final Pattern PLUMBING = Pattern.compile("(runtime|(internal/)?sync)\\..*");

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    List<Group> running = null;
    for (Resource lock : graph.locks()) {
      for (Waiter waiter : lock.waiters()) {
        int outer = outer(waiter);
        if (lock.stated() != null // memory says who runs it: nothing is left to exclude
            || outer <= 0
            || waiter.party().cohort().count() != 1) {
          continue;
        }
        if (running == null) {
          running = running(graph);
        }
        if (isAlone(running, waiter)) {
          findings.add(
              finding(lock, waiter, waiter.party().frame(outer - 1), graph.dump().complete())
                  .asGuess());
          break;
        }
      }
    }
    return findings;
  }

  /** Gives the frame of the Once whose function waits for a Once that may be the same; else -1. */
  private static int outer(Waiter waiter) {
    List<Frame> frames = waiter.party().frames();
    int inner = next(frames, 0);
    if (inner < 0 || inner > waiter.frame()) {
      return -1;
    }
    long waited = waiter.party().live(inner);
    for (int i = next(frames, waiter.frame()); i >= 0; i = next(frames, i + 1)) {
      long running = waiter.party().live(i);
      if (waited == 0 || running == 0 || waited == running) {
        return i;
      }
    }
    return -1;
  }

  private static int next(List<Frame> frames, int from) {
    for (int i = from; i < frames.size(); i++) {
      if (frames.get(i).function().equals(ONCE)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether no other routine is seen, or may be, in the function of a Once. */
  private static boolean isAlone(List<Group> running, Waiter waiter) {
    return running.stream().allMatch(g -> g.equals(waiter.party().group()));
  }

  /** Gives who is seen, or may be, in the function of a Once: two of them, if there are more. */
  private static List<Group> running(WaitForGraph graph) {
    return graph.groups().stream().filter(OnceAgain::mayRun).limit(2).toList();
  }

  /** Those who wait for the Once itself have nothing but locks and the runtime above it. */
  private static boolean mayRun(Group group) {
    List<Frame> frames = group.stack().frames();
    int last = -1;
    for (int i = next(frames, 0); i >= 0; i = next(frames, i + 1)) {
      last = i;
    }
    return frames.isEmpty()
        || last >= 0
            && !frames.subList(0, last).stream()
                .allMatch(f -> PLUMBING.matcher(f.function()).matches());
  }

  private static Finding finding(Resource lock, Waiter waiter, Frame run, boolean complete) {
    List<Finding.Participant> participants = new ArrayList<>();
    participants.add(Sentences.waiter(waiter));
    lock.waiters().forEach(w -> participants.add(Sentences.waiter(w)));
    return new Finding(
        "SelfWait",
        Kind.DOUBLE_LOCKING,
        "sync.Once runs %s, which calls Do again at %s"
            .formatted(Sentences.say(run), waiter.own().location()),
        "A sync.Once holds its lock while its function runs: a call of Do from there waits for its"
            + " own end.",
        Confidence.Suspected,
        Sentences.resource(lock),
        Sentences.merge(participants.stream().distinct().toList()),
        List.of(
            "the same goroutine waits in Do at " + Sentences.say(waiter),
            complete
                ? "no other goroutine of the dump runs the function of a sync.Once"
                : "no other goroutine of what is left of the dump runs the function of a"
                    + " sync.Once"),
        "Call the work of %s without Do, or use another Once for it."
            .formatted(waiter.at().shortName()));
  }
}
