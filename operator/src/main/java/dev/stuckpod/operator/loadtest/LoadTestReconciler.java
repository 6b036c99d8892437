package dev.stuckpod.operator.loadtest;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.operator.analyses.KnownAnalyses;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.judging.Evaluation;
import dev.stuckpod.operator.loadtest.keep.ReadingsKeeper;
import dev.stuckpod.operator.loadtest.keep.WatchedReadings;
import dev.stuckpod.operator.loadtest.member.LoadState;
import dev.stuckpod.operator.loadtest.member.Members;
import dev.stuckpod.operator.loadtest.member.Sights;
import dev.stuckpod.operator.loadtest.reading.Readings;
import dev.stuckpod.operator.loadtest.window.ChildState;
import dev.stuckpod.operator.loadtest.window.Life;
import dev.stuckpod.operator.loadtest.window.Recorded;
import dev.stuckpod.operator.loadtest.window.Stage;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.opening.Mandate;
import dev.stuckpod.operator.opening.Opener;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.Slots;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.probes.ProbeEvents;
import dev.stuckpod.operator.readings.sources.DirectScraper;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.scrape.Monitors;
import dev.stuckpod.operator.scrape.Scraper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the pods of an open window again and again, has suspects looked at, and ends the window
 * with what it has come to. A window that is over is deleted when its time has come.
 */
@ControllerConfiguration(name = "loadtest")
public final class LoadTestReconciler implements Reconciler<WindowView> {

  private static final Logger LOG = LoggerFactory.getLogger(LoadTestReconciler.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(500);
  private static final Duration WHILE_LOOKING = Duration.ofMillis(500);
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration SCRAPE = Duration.ofSeconds(3);

  private final KubernetesClient client;
  private final PodRoster roster;
  private final Glances glances;
  private final Sources sources;
  private final WindowReporter reporter;
  private final ReadingsKeeper keeper;
  private final WatchedReadings watched;
  private final Clock clock;
  private final Opening opening;
  private final Looking looking;
  private final WindowReport report;
  private final Evaluation evaluation;
  private final WindowRetention retention;
  private final Scraper scraper = new Scraper(SCRAPE);
  private final Budget budget = new Budget(Budget.MOST_SERIES, Budget.MOST_RINGS);
  private final WindowMemories memories = new WindowMemories();

  /** Makes the reconciler. */
  public LoadTestReconciler(
      KubernetesClient client,
      PodRoster roster,
      KnownAnalyses known,
      Caps caps,
      Glances glances,
      Sources sources,
      WindowReporter reporter,
      ReadingsKeeper keeper,
      WatchedReadings watched,
      Clock clock) {
    this.client = client;
    this.reporter = reporter;
    this.keeper = keeper;
    this.watched = watched;
    this.roster = roster;
    this.glances = glances;
    this.sources = sources;
    this.clock = clock;
    this.opening = new Opening(client, roster, known, caps, clock);
    this.looking = new Looking(client, known, opening);
    this.report = new WindowReport(new Conditions(clock));
    this.evaluation = new Evaluation(new DirectScraper(SCRAPE)::scrape, clock);
    this.retention = new WindowRetention(client, keeper, clock);
  }

  @Override
  public UpdateControl<WindowView> reconcile(WindowView view, Context<WindowView> context) {
    watched.lookAt(context.getPrimaryCache());
    Duration next;
    try {
      next = look(view.window(), context);
    } catch (KubernetesClientException failed) {
      boolean conflict = failed.getCode() == HttpURLConnection.HTTP_CONFLICT;
      if (!conflict) {
        LOG.warn(
            "{}/{}: {}",
            view.getMetadata().getNamespace(),
            view.getMetadata().getName(),
            failed.getMessage());
      }
      next = conflict ? AFTER_CONFLICT : AFTER_TROUBLE;
    } catch (RuntimeException failed) {
      // whatever it is, the window is looked at again: an error must not end its watch
      LOG.error("{}/{}", view.getMetadata().getNamespace(), view.getMetadata().getName(), failed);
      next = AFTER_TROUBLE;
    }
    return UpdateControl.<WindowView>noUpdate().rescheduleAfter(next);
  }

  private Duration look(LoadTestWindow seen, Context<WindowView> context) {
    String uid = seen.getMetadata().getUid();
    String namespace = seen.getMetadata().getNamespace();
    WindowPlan plan = WindowPlan.of(seen.getSpec());
    if (seen.getStatus() != null && seen.getStatus().endedAt() != null) {
      memories.forget(uid);
      return retention.apply(seen, context.getPrimaryCache());
    }
    Optional<WindowLedger> read =
        WindowLedger.read(client, namespace, seen.getMetadata().getName());
    if (read.isEmpty()) {
      memories.forget(uid);
      return AFTER_TROUBLE;
    }
    WindowLedger ledger = read.get();
    if (ledger.status().endedAt() != null) {
      return AFTER_TROUBLE; // what is watched does not say so yet, and a result is not made twice
    }
    roster.start();
    Instant began = clock.instant();
    WindowMemory memory =
        memories.of(uid, began, () -> begin(namespace, ledger, plan.interval(), began));
    return turn(ledger, plan, memory, began);
  }

  private WindowMemory begin(
      String namespace, WindowLedger ledger, Duration interval, Instant now) {
    return new WindowMemory(
        new Readings(budget.of(namespace), glances, scraper, clock),
        new Sights(client),
        new ProbeEvents(client, clock),
        new LoadState(client, Instant.parse(ledger.window().getMetadata().getCreationTimestamp())),
        new Monitors(client, clock),
        new Policies(client, sources, evaluation, clock),
        ledger.status(),
        interval,
        now);
  }

  private Duration turn(WindowLedger ledger, WindowPlan plan, WindowMemory memory, Instant began) {
    LoadTestWindow window = ledger.window();
    String namespace = window.getMetadata().getNamespace();
    Recorded recorded = WindowRecord.of(ledger.status(), began);
    ChildState child =
        memory
            .heartbeat(ledger.loadRuns(), began)
            .load(
                plan.times().during(),
                memory.load().of(namespace, window.getSpec().during()),
                began);
    boolean over = next(plan, recorded, child, memory, false).stage() instanceof Stage.Completed;
    // what still stands when settle is over is suspected then, and looked at
    Life.Next next = next(plan, recorded, child, memory, true);
    Members members = Turn.members(window, memory, roster.in(namespace));
    if (memory.readingIsDue(began) || over) {
      new Turn(window, plan, next.stage(), memory, clock).take(members);
    }
    looking.read(memory, plan, namespace, clock.instant());
    Mandate mandate =
        new Mandate(
            new Opener.Window(namespace, window.getMetadata().getName()),
            plan.limits(),
            plan.capture(),
            plan.interval(),
            ledger,
            memory.created());
    var recording = new Recording(window, memory, members);
    if (!(next.stage() instanceof Stage.Completed)) {
      looking.open(memory, members, plan, mandate, clock.instant());
      recording.looks(keeper);
    }
    next = next(plan, recorded, child, memory, !memory.looking().isEmpty());
    Turn.probes(window, memory, next, clock.instant());
    if (next.stage() instanceof Stage.Completed) {
      recording.end(keeper);
    }
    Slots slots = opening.settled(mandate, members.facts(), memory::recoveredAt);
    memory.created().keepOnly(slots.names());
    LoadTestWindowStatus before = ledger.status();
    LoadTestWindowStatus after =
        report.of(
            memory.kept().in(before),
            window.getMetadata().getGeneration(),
            next,
            List.copyOf(memory.accounts()),
            memory.notes().shown(),
            slots,
            Gaps.of(
                window,
                Turn.missing(window, memory),
                members,
                memory.notes(),
                child,
                next.recorded()),
            clock.instant());
    ledger.write(after);
    reporter.changed(window, before, after);
    Instant now = clock.instant();
    Duration reading = Duration.between(now, memory.nextReading(now));
    Duration pause = memory.looking().isEmpty() ? reading : shorter(reading, WHILE_LOOKING);
    return pause.compareTo(SHORTEST) > 0 ? pause : SHORTEST;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Life.Next next(
      WindowPlan plan, Recorded recorded, ChildState child, WindowMemory memory, boolean looking) {
    return Life.next(
        plan.times(), recorded, child, memory.watchingSince(), looking, clock.instant());
  }
}
