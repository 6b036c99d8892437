package dev.stuckpod.operator.notify;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.Notified;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.NotifiedOutcome;
import dev.stuckpod.door.bounded.Recent;
import dev.stuckpod.operator.conditions.Sentence;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Analyses;
import dev.stuckpod.operator.notify.address.Address;
import dev.stuckpod.operator.notify.http.Post;
import dev.stuckpod.operator.notify.http.Reply;
import dev.stuckpod.operator.notify.payload.Notification;
import dev.stuckpod.operator.notify.payload.Payload;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one address of one incident: reads the incident, sends, and writes down what came of it.
 * What was sent is written afterwards, so a crash in between sends it once more; nothing is lost.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Older news calls nobody; it is tried once even so, should the operator have been away. */
  static final Duration NEWS = Duration.ofHours(1);

  private static final int LONGEST_MESSAGE = 512;

  /** Others write at the same object, too. */
  private static final int WRITES = 5;

  /** More than wait in all lanes for their end to be written. */
  private static final int REMEMBERED = 4096;

  private final Analyses analyses;
  private final Post post;
  private final NotifyReporter reporter;
  private final Clock clock;
  private final ReentrantLock writing = new ReentrantLock();

  /** What came to its end here, by incident and address: never sent again by this process. */
  private final Map<String, Notified> ended = Collections.synchronizedMap(Recent.put(REMEMBERED));

  Delivery(Analyses analyses, Post post, NotifyReporter reporter, Clock clock) {
    this.analyses = analyses;
    this.post = post;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** Goes as far as it can now. */
  Progress carry(Address address, Key key) {
    try {
      DumpAnalysis analysis = read(key);
      if (analysis == null || Told.of(analysis, address.name()).filter(Told::isPending).isEmpty()) {
        return new Progress.Over();
      }
      String errand = key.uid() + "/" + address.name();
      Notified end = ended.get(errand);
      if (end == null) {
        Reply reply = send(address, analysis);
        if (reply instanceof Reply.Later(String why, Duration notBefore) && isNews(analysis)) {
          reporter.delayed(address.name(), analysis, why);
          delay(key, analysis, address.name(), why);
          return new Progress.Again(notBefore);
        }
        end = end(address.name(), analysis, reply);
        ended.put(errand, end);
      }
      write(key, analysis, end);
      return new Progress.Over();
    } catch (Trouble trouble) {
      LOG.warn("{}/{}: {}", key.namespace(), key.name(), trouble.getMessage());
      return trouble.failure() instanceof Failure.Rejected
          ? new Progress.Over()
          : new Progress.Again(Duration.ZERO);
    }
  }

  /** Writes down that addresses that nobody has configured any more are not told. */
  Progress forget(Set<String> configured, Key key) {
    try {
      DumpAnalysis analysis = read(key);
      if (analysis != null) {
        for (String name : Told.untold(analysis)) {
          if (!configured.contains(name)) {
            write(
                key,
                analysis,
                ended(name, NotifiedOutcome.Failed, "It is not configured any more"));
          }
        }
      }
      return new Progress.Over();
    } catch (Trouble trouble) {
      return new Progress.Again(Duration.ZERO);
    }
  }

  private @Nullable DumpAnalysis read(Key key) throws Trouble {
    DumpAnalysis analysis = analyses.read(key.namespace(), key.name());
    return analysis == null || !key.uid().equals(analysis.getMetadata().getUid()) ? null : analysis;
  }

  private Reply send(Address address, DumpAnalysis analysis) throws Trouble {
    var meta = analysis.getMetadata();
    String link =
        address
            .linkTo(meta.getNamespace(), meta.getName(), analysis.getSpec().podName())
            .orElse(null);
    Notification told =
        Notification.of(analysis, OfPods.of(analysis.getSpec(), pod(analysis)), link);
    return post.send(address, told.id(), Payload.of(told, address, clock.instant()));
  }

  private @Nullable Pod pod(DumpAnalysis analysis) throws Trouble {
    return analyses.pod(analysis.getMetadata().getNamespace(), analysis.getSpec().podName());
  }

  private boolean isNews(DumpAnalysis analysis) {
    return Notification.analyzedAt(analysis).plus(NEWS).isAfter(clock.instant());
  }

  private Notified end(String address, DumpAnalysis analysis, Reply reply) {
    return switch (reply) {
      case Reply.Taken() -> {
        reporter.sent(address, analysis);
        yield ended(address, NotifiedOutcome.Sent, null);
      }
      case Reply.Never(String why) -> given(address, analysis, why);
      case Reply.Later(String why, _) ->
          given(
              address,
              analysis,
              "After %d minutes it is no news any more: ".formatted(NEWS.toMinutes()) + why);
    };
  }

  private Notified given(String address, DumpAnalysis analysis, String why) {
    reporter.failed(address, analysis, why);
    return ended(address, NotifiedOutcome.Failed, why);
  }

  private Notified ended(String address, NotifiedOutcome outcome, @Nullable String why) {
    return new Notified(
        address,
        outcome.name(),
        Instant.now(clock).truncatedTo(ChronoUnit.MILLIS).toString(),
        why == null ? null : Sentence.of(why, LONGEST_MESSAGE));
  }

  /** Says what keeps it, the first time; where that cannot be written it is only not said. */
  private void delay(Key key, DumpAnalysis analysis, String address, String why) {
    boolean isSaid = Told.of(analysis, address).filter(one -> one.message() != null).isPresent();
    if (!isSaid) {
      try {
        write(
            key,
            analysis,
            new Notified(
                address,
                NotifiedOutcome.Pending.name(),
                null,
                Sentence.of("It is tried again: " + why, LONGEST_MESSAGE)));
      } catch (Trouble trouble) {
        LOG.debug("{}/{}: {}", key.namespace(), key.name(), trouble.getMessage());
      }
    }
  }

  /** One at a time: those who tell other addresses of it write at the same object. */
  private void write(Key key, DumpAnalysis analysis, Notified now) throws Trouble {
    writing.lock();
    try {
      DumpAnalysis read = analysis;
      for (int left = WRITES; read != null; left--) {
        try {
          analyses.write(Told.with(read, now));
          return;
        } catch (Trouble trouble) {
          if (!(trouble.failure() instanceof Failure.Overtaken) || left <= 1) {
            throw trouble;
          }
          read = read(key);
        }
      }
    } finally {
      writing.unlock();
    }
  }
}
