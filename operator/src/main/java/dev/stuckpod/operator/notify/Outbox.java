package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.NotifiedOutcome;
import dev.stuckpod.operator.analyses.AnalysisView;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.incident.port.Notices;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.http.Post;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has addresses told of incidents, each in a lane of its own. What is to be sent stands in the
 * incidents themselves: another leader, or this one after a restart, goes on by that.
 */
public final class Outbox implements Notices, AutoCloseable {

  /** So long after it was taken up, and if it was not because there was no room. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final List<Address> addresses;
  private final NotifyReporter reporter;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** Of addresses that are not configured any more. */
  private final Lane forgotten;

  /** Tells nobody yet. */
  public Outbox(
      List<Address> addresses, Analyses analyses, Post post, NotifyReporter reporter, Clock clock) {
    this(addresses, new Delivery(analyses, post, reporter, clock), reporter, Pauses.USUAL);
  }

  Outbox(List<Address> addresses, Delivery delivery, NotifyReporter reporter, Pauses pauses) {
    this.addresses = addresses;
    this.reporter = reporter;
    for (Address address : addresses) {
      var lane = new Lane(address.name(), pauses, key -> delivery.carry(address, key));
      lanes.put(address.name(), lane);
      reporter.watch(address.name(), lane);
    }
    Set<String> configured = Set.copyOf(lanes.keySet());
    this.forgotten = new Lane("nobody", pauses, key -> delivery.forget(configured, key));
    reporter.begin(addresses);
  }

  @Override
  public List<Notified> due(DumpAnalysis explained) {
    return addresses.stream()
        .filter(address -> address.wanted().wants(explained))
        .map(address -> new Notified(address.name(), NotifiedOutcome.Pending.name(), null, null))
        .toList();
  }

  @Override
  public void explained(DumpAnalysis written) {
    List<String> untold = Told.untold(written);
    if (untold.isEmpty()) { // that somebody is to be told was written, and is not there
      due(written).forEach(one -> reporter.pruned(one.name(), written));
    }
    take(Key.of(written.getMetadata()), untold);
  }

  @Override
  public Optional<Duration> seen(AnalysisView over) {
    List<String> untold = over.untold();
    take(Key.of(over.getMetadata()), untold);
    return untold.isEmpty() ? Optional.empty() : Optional.of(LOOK);
  }

  @Override
  public Optional<Duration> untilLook() {
    return addresses.isEmpty() ? Optional.empty() : Optional.of(LOOK);
  }

  /** Begins nothing any more; what is not sent yet, the next one sends. */
  @Override
  public void close() {
    Lane.closeAll(Stream.concat(lanes.values().stream(), Stream.of(forgotten)).toList());
  }

  private void take(Key key, List<String> untold) {
    untold.forEach(name -> lanes.getOrDefault(name, forgotten).offer(key));
  }
}
