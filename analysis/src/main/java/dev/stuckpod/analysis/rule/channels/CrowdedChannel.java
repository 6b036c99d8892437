package dev.stuckpod.analysis.rule.channels;

import dev.stuckpod.analysis.graph.Mode;
import dev.stuckpod.analysis.graph.Party;
import dev.stuckpod.analysis.graph.Resource;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.graph.Waiter;
import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.ResourceKind;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.ground.Facts;
import dev.stuckpod.analysis.rule.ground.Kin;
import dev.stuckpod.analysis.rule.ground.Rule;
import dev.stuckpod.analysis.rule.ground.Sentences;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Many routines wait at one side of a channel, whose address the dump prints, and nobody at the
 * other. Whether somebody comes there later, one dump tells only where nothing runs, sleeps or
 * selects; elsewhere it is a pile-up.
 */
public final class CrowdedChannel implements Rule {
  private static final int MANY = 20;
  private static final int VERY_MANY = 1_000;

  @Override
  public boolean isLastResort() {
    return true;
  }

  @Override
  public List<Finding> find(WaitForGraph graph) {
    List<Finding> findings = new ArrayList<>();
    Set<Long> selected = null;
    Kin kin = new Kin(graph);
    for (Resource channel : graph.resources()) {
      if (channel.kind() != ResourceKind.CHANNEL
          || channel.address().isEmpty()
          || channel.waiting() < MANY) {
        continue;
      }
      Waiter first = channel.waiters().getFirst();
      boolean oneSided =
          channel.waiting(first.mode()).size() == channel.waiters().size()
              && (first.mode() == Mode.SEND
                  || channel.waiters().stream().allMatch(w -> isAtWork(w)));
      if (oneSided && findings.size() < MOST && lasts(graph, channel)) {
        selected = selected == null ? selected(graph) : selected;
        if (!selected.contains(first.party().cohort().address())) {
          Finding finding = finding(graph, channel, first).asGuess();
          findings.add(
              finding.kind() == Kind.CHANNEL
                  ? Facts.stated(finding, alone(kin, channel))
                  : finding);
        }
      }
    }
    return findings;
  }

  private static Optional<String> alone(Kin kin, Resource channel) {
    return kin.alone(channel.waiters().stream().map(Waiter::party).toList(), List.of());
  }

  /** Channels at which somebody waits in a select, where memory tells: who is there, is there. */
  private static Set<Long> selected(WaitForGraph graph) {
    Set<Long> selected = new HashSet<>();
    for (Party party : graph.parties(g -> g.state().startsWith("select"))) {
      party.channels().stream().map(ChannelUse::address).forEach(selected::add);
    }
    return selected;
  }

  /** Workers wait for work in the call that they began with; who waits further in, needs it. */
  private static boolean isAtWork(Waiter waiter) {
    int own = waiter.party().own(waiter.frame());
    return waiter.mode() == Mode.RECEIVE && waiter.party().group().ownFrame(own + 1) >= 0;
  }

  /** A busy process is at any moment about to empty a channel. */
  private static boolean lasts(WaitForGraph graph, Resource channel) {
    return channel.waiting() >= VERY_MANY
        || channel.waiters().stream().anyMatch(w -> w.party().lasts())
        || channel.waiting(Mode.SEND).size() == channel.waiters().size() && isDesert(graph);
  }

  /** Whether nobody is seen who may come to the other side: one in a select may be about to. */
  private static boolean isDesert(WaitForGraph graph) {
    return graph.isQuiet()
        && graph
            .parties(
                g ->
                    g.activity() == Activity.SLEEPS
                        || g.activity().isOutside()
                        || g.state().startsWith("select"))
            .isEmpty();
  }

  private static Finding finding(WaitForGraph graph, Resource channel, Waiter first) {
    boolean sends = first.mode() == Mode.SEND;
    boolean desert = sends && isDesert(graph);
    int n = channel.waiting();
    List<String> evidence = new ArrayList<>();
    evidence.add(
        "no goroutine waits to %s the channel at %s"
            .formatted(sends ? "receive from" : "send to", channel.address()));
    evidence.add("waiters: " + Sentences.places(channel.waiters()));
    evidence.add(
        desert
            ? graph.silence() + ", sleeps, selects or waits for the outside"
            : "others run, select, sleep or wait for the outside, and may come to it");
    return new Finding(
        "CrowdedChannel",
        desert ? Kind.CHANNEL : Kind.PILE_UP,
        "%s %s one channel in %s, and nobody is at the other side"
            .formatted(
                Sentences.routines(first.party().dialect(), n),
                sends ? "send to" : "receive from",
                Sentences.say(first)),
        sends
            ? "Each stays until somebody receives; the receiver has ended, waits for something"
                + " else, or is slower than they are."
            : "Each stays until somebody sends or closes; what they wait for, a token perhaps, was"
                + " not given back.",
        Confidence.Suspected,
        Sentences.resource(channel),
        Sentences.merge(channel.waiters().stream().map(Sentences::waiter).toList()),
        evidence,
        (sends
                ? "Look at what became of the receiver of the channel at %s, and let senders give"
                    + " up."
                : "Look for a path on which nobody sends to the channel at %s, or closes it.")
            .formatted(first.own().location()));
  }
}
