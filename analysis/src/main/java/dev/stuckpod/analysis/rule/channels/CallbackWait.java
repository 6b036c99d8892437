package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Dialect;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.ChannelUse.Way;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two goroutines pass each other messages, and both are stuck in passing one: one runs a callback
 * that a function of the other has written, and waits there to hand something back; the other is in
 * that very function and waits to hand the next thing over. A text dump names no channels of a
 * select, so this is a guess, made only of peers in a process in which nothing runs and nobody
 * waits for the network.
 */
public final class CallbackWait implements Rule {

  /** A function that a routine is in, and the one that has started the routine. */
  private record Inside(String function, String creator) {}

  @Override
  public boolean needsQuiet() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    if (!graph.parties(g -> g.activity().isOutside()).isEmpty()) {
      return findings;
    }
    List<Waiter> handing =
        graph.resources().stream()
            .flatMap(r -> r.waiters().stream())
            .filter(CallbackWait::mayHandOver)
            .toList();
    Map<Inside, Waiter> first = new HashMap<>();
    Kin kin = new Kin(graph);
    handing.forEach(w -> inside(w).forEach(in -> first.putIfAbsent(in, w)));
    for (Waiter called : handing) {
      String giver = giver(called);
      Resource awaited = graph.awaited(called.party());
      if (giver != null && awaited != null) {
        Waiter other = first.get(new Inside(giver, creator(called)));
        if (other != null) {
          findings.add(
              Facts.stated(
                  finding(awaited, called, other, giver),
                  kin.alone(List.of(called.party(), other.party()), List.of())));
        }
      }
    }
    return findings;
  }

  private static boolean mayHandOver(Waiter waiter) {
    List<ChannelUse> channels = waiter.party().channels();
    return waiter.mode() == Mode.SEND
        || waiter.mode() == Mode.SELECT
            && (channels.isEmpty() || channels.stream().anyMatch(c -> c.way() == Way.SEND));
  }

  /**
   * The function that has written what this one runs; null unless it was called by other code, on a
   * goroutine that has nothing else to do with that function.
   */
  private static @Nullable String giver(Waiter called) {
    String function = called.at().function();
    Dialect dialect = called.party().dialect();
    String giver = dialect.outer(function);
    List<Frame> callers =
        called.party().frames().subList(called.frame() + 1, called.party().frames().size());
    Frame by = called.party().group().stack().createdBy();
    boolean own =
        callers.stream().anyMatch(f -> dialect.outer(f.function()).equals(giver))
            || by == null
            || dialect.outer(by.function()).equals(giver);
    boolean isCalled = callers.stream().anyMatch(f -> !dialect.isPlumbing(f.function()));
    return giver.equals(function) || own || !isCalled ? null : giver;
  }

  /** The functions that one is in; none for who was started by nobody known, it has no peers. */
  private static Stream<Inside> inside(Waiter waiter) {
    String creator = creator(waiter);
    Effort.step(waiter.party().frames().size());
    return creator.isEmpty()
        ? Stream.empty()
        : waiter.party().frames().stream()
            .skip(waiter.frame())
            .map(f -> new Inside(f.function(), creator));
  }

  private static String creator(Waiter waiter) {
    Frame by = waiter.party().group().stack().createdBy();
    return by == null ? "" : waiter.party().dialect().outer(by.function());
  }

  private static Finding finding(Resource awaited, Waiter called, Waiter other, String giver) {
    return new Finding(
        "CallbackWait",
        Kind.CHANNEL,
        "%s, a callback, waits in '%s', and %s, in the function that wrote it, in '%s': as it seems, for each other"
            .formatted(
                Sentences.say(called),
                called.party().group().state(),
                Sentences.say(other),
                other.party().group().state()),
        "The one that runs the callback takes nothing new until it has handed something back; the"
            + " other takes nothing back until it has handed over something new.",
        Confidence.Suspected,
        Sentences.resource(awaited),
        List.of(Sentences.waiter(called), Sentences.waiter(other)),
        List.of(
            "%s is written in %s; other code calls it, on another goroutine"
                .formatted(Sentences.say(called), Frame.method(giver)),
            Sentences.stands("that one", called.party(), called.at()),
            Sentences.stands("the goroutine in " + Frame.method(giver), other.party(), other.at()),
            "no goroutine waits for the network"),
        "Take what comes back in the same select that hands over (%s), or give one of the channels room."
            .formatted(other.own().location()));
  }
}
