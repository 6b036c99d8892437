package dev.stuckpod.operator;

import dev.stuckpod.dumps.DumpStores;
import dev.stuckpod.dumps.RawStore;
import dev.stuckpod.operator.alerts.AlertReceiver;
import dev.stuckpod.operator.alerts.ReceiverEnvironment;
import dev.stuckpod.operator.analyses.WatchedAnalyses;
import dev.stuckpod.operator.capture.Sidecars;
import dev.stuckpod.operator.events.EventRecorder;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.operator.foresight.SidecarLook;
import dev.stuckpod.operator.history.Histories;
import dev.stuckpod.operator.identity.AuthorityStore;
import dev.stuckpod.operator.identity.IdentityWatch;
import dev.stuckpod.operator.identity.OperatorIdentity;
import dev.stuckpod.operator.incident.IncidentReconciler;
import dev.stuckpod.operator.incident.IncidentReporter;
import dev.stuckpod.operator.incident.edge.KubernetesAnalyses;
import dev.stuckpod.operator.inject.Injection;
import dev.stuckpod.operator.inject.LeftAlone;
import dev.stuckpod.operator.inject.facts.ImageUsers;
import dev.stuckpod.operator.inject.hook.Unhooked;
import dev.stuckpod.operator.lastlook.FailingProbes;
import dev.stuckpod.operator.lastlook.LastLooks;
import dev.stuckpod.operator.lastlook.Rescues;
import dev.stuckpod.operator.lastlook.SidecarDoor;
import dev.stuckpod.operator.loadtest.LoadTestReconciler;
import dev.stuckpod.operator.loadtest.WindowReporter;
import dev.stuckpod.operator.loadtest.keep.ReadingsKeeper;
import dev.stuckpod.operator.loadtest.keep.WatchedReadings;
import dev.stuckpod.operator.lookout.GlancedSource;
import dev.stuckpod.operator.lookout.Glances;
import dev.stuckpod.operator.lookout.Rounds;
import dev.stuckpod.operator.network.PolicyBarriers;
import dev.stuckpod.operator.notify.NotifyReporter;
import dev.stuckpod.operator.notify.Outbox;
import dev.stuckpod.operator.notify.http.Post;
import dev.stuckpod.operator.opening.Opening;
import dev.stuckpod.operator.opening.limit.Caps;
import dev.stuckpod.operator.policy.AlertedPolicies;
import dev.stuckpod.operator.policy.KilledPods;
import dev.stuckpod.operator.policy.PolicyReconciler;
import dev.stuckpod.operator.policy.PolicyReporter;
import dev.stuckpod.operator.policy.WatchedPolicies;
import dev.stuckpod.operator.readings.scraped.RosterPods;
import dev.stuckpod.operator.readings.scraped.Scrapings;
import dev.stuckpod.operator.readings.sources.Sources;
import dev.stuckpod.operator.retention.BoundedStore;
import dev.stuckpod.operator.retention.OldAnalyses;
import dev.stuckpod.operator.retention.Shelf;
import dev.stuckpod.operator.retention.Unattended;
import dev.stuckpod.operator.roster.PodRoster;
import dev.stuckpod.operator.secrets.OwnSecrets;
import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.turns.ReviewsFirst;
import dev.stuckpod.operator.turns.Trickle;
import dev.stuckpod.operator.users.UserLearning;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's process: wires the parts, starts them, stops them. */
public final class StuckpodOperator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StuckpodOperator.class);

  private static final Clock CLOCK = Clock.systemUTC();

  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Settings settings;
  private final Clients clients;
  private final KubernetesClient client;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Leadership leadership;
  private final OperatorIdentity identity;
  private final PodRoster roster;
  private final Controllers controllers;
  private final WatchedAnalyses known = new WatchedAnalyses();
  private final Caps caps;
  private final WatchedPolicies policies;
  private final EventRecorder events;
  private final Outbox outbox;

  /** What is closed at the end, last opened first. */
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  StuckpodOperator(Settings settings, Clients clients) {
    this.settings = settings;
    this.clients = clients;
    this.client = clients.kubernetes();
    KubernetesClient pods = clients.pods();
    this.roster = new PodRoster(pods, settings.watchNamespaces());
    open.push(pods);
    open.push(roster);
    this.leadership = new Leadership(roster::start);
    this.identity =
        new OperatorIdentity(new AuthorityStore(client, settings.namespace(), CLOCK), CLOCK);
    this.controllers = new Controllers(settings, client, leadership);
    this.events = new EventRecorder(client, CLOCK, settings.identity());
    this.caps = new Caps(settings.captureLimits(), known);
    this.policies = new WatchedPolicies(client, settings.alerts().isPresent());
    this.outbox =
        new Outbox(
            settings.notifications(),
            new KubernetesAnalyses(client),
            new Post(new OwnSecrets(client, settings.namespace())::read, CLOCK),
            new NotifyReporter(events, meters),
            CLOCK);
  }

  /** Starts the operator and returns; it runs until the process is told to stop. */
  public static void main(String[] args) {
    try {
      var settings = Settings.fromEnvironment(System.getenv());
      var process = new StuckpodOperator(settings, new Clients(new ReviewsFirst()));
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
      process.start();
    } catch (IllegalArgumentException wrong) {
      LOG.error("{}", wrong.getMessage());
      System.exit(2);
    } catch (IOException | RuntimeException failed) {
      LOG.error("The operator could not start: {}", failed.getMessage(), failed);
      System.exit(1);
    }
  }

  /** Reconcilers: run by the leader alone. A new one is added here, and given what it needs. */
  private List<Reconciler<?>> reconcilers() {
    var background = new Trickle();
    open.push(background);
    var sidecars =
        new Sidecars(
            client,
            identity::clientCertificate,
            new PolicyBarriers(client, settings.ownPod(), CLOCK));
    roster.listen(new LeftAlone(events)::changed);
    roster.listen(new Unhooked(events)::changed);
    var killed =
        new KilledPods(
            client,
            policies,
            new Opening(client, roster, known, caps, CLOCK),
            new PolicyReporter(events, meters),
            CLOCK);
    var spool = new Spool(settings.spool(), settings.spoolLimit(), Disk.REAL);
    spool.clean(CLOCK.instant());
    var rescues = new Rescues(spool, killed::isWatched);
    var lastLooks = new LastLooks(new SidecarDoor(sidecars, rescues), killed::found, CLOCK);
    roster.listen(lastLooks::changed);
    var imageUsers = new ImageUsers(client, settings.namespace());
    roster.listen(new UserLearning(client, sidecars, imageUsers, events, background)::changed);
    RawStore store = DumpStores.of(client);
    var old = new OldAnalyses(client, store);
    var scrapings = new Scrapings(client, new RosterPods(roster), CLOCK);
    var glances = new Glances(sidecars);
    var lookout = Rounds.lookout(glances, roster::find, CLOCK, open::push);
    var sources =
        new Sources(
            client,
            settings.namespace(),
            scrapings,
            CLOCK,
            metrics -> new GlancedSource(metrics, lookout, CLOCK));
    var readings = new WatchedReadings();
    var shelf = new Shelf(client, known, old, readings, settings.stored());
    var bounded = new BoundedStore(store, shelf);
    return List.of(
        new IncidentReconciler(
            client,
            sidecars,
            rescues,
            new IncidentReporter(events, meters),
            spool,
            bounded,
            new Histories(client, roster, sources::courses),
            outbox,
            new Unattended(
                client, known, old, settings.onDemandKeep(), settings.onDemandTtl(), CLOCK),
            settings.onDemandLimits(),
            known,
            CLOCK),
        new PolicyReconciler(
            client,
            roster,
            known,
            caps,
            old,
            sources,
            new Foresight(new SidecarLook(roster::find, sidecars), background, roster::size, CLOCK),
            new PolicyReporter(events, meters),
            policies,
            new FailingProbes(client, roster, killed::isWatched, lastLooks, CLOCK)::lookAt,
            CLOCK),
        new LoadTestReconciler(
            client,
            roster,
            known,
            caps,
            glances,
            sources,
            new WindowReporter(events, meters),
            new ReadingsKeeper(bounded, spool),
            readings,
            CLOCK));
  }

  /** Services: run in every replica, leader or not. A new one is opened here. */
  private void openServices() throws IOException {
    open.push(new IdentityWatch(identity));
    BooleanSupplier injecting = () -> true;
    if (settings.injection().isPresent()) {
      KubernetesClient reviews = clients.reviews();
      open.push(reviews);
      var users = new ImageUsers(reviews, settings.namespace());
      var injection =
          new Injection(
              reviews, settings.injection().get(), identity, users, clients.first(), meters);
      open.push(injection);
      injection.rehearse(
          settings.watchNamespaces().stream().findFirst().orElse(settings.namespace()));
      injecting = injection::ready;
    }
    if (settings.alerts().isPresent()) {
      open.push(alertReceiver(settings.alerts().get()));
    }
    BooleanSupplier injected = injecting;
    open.push(
        new Endpoints(
            settings,
            meters,
            controllers::areHealthy,
            () -> controllers.areStarted() && injected.getAsBoolean()));
  }

  /** Takes alerts where this replica leads, and elsewhere sends them on to another. */
  private AlertReceiver alertReceiver(ReceiverEnvironment environment) throws IOException {
    var reporter = new PolicyReporter(events, meters);
    return new AlertReceiver(
        environment,
        () -> controllers.areStarted() && (!settings.leaderElection() || leadership.isLeading()),
        new AlertedPolicies(client, policies, roster, known, caps, reporter, CLOCK),
        meters,
        CLOCK);
  }

  void start() throws IOException {
    ProcessMeters.bind(meters, leadership);
    openServices();
    controllers.start(reconcilers());
    if (!settings.leaderElection()) {
      roster.start();
    }
    LOG.info(
        "Started in namespace {}, watching {}",
        settings.namespace(),
        settings.watchNamespaces().isEmpty() ? "all namespaces" : settings.watchNamespaces());
  }

  @Override
  public void close() {
    leadership.stop();
    try {
      controllers.stop();
      outbox.close(); // before another leads
      if (settings.leaderElection()) {
        leadership.release(client, settings);
      }
    } catch (RuntimeException failed) {
      LOG.warn("Stopping: {}", failed.getMessage());
    }
    if (settings.injection().isPresent() && !open.isEmpty()) {
      Lingering.of(open, LINGER);
    }
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception failed) {
        LOG.warn("Stopping: {}", failed.getMessage());
      }
    }
    client.close();
  }
}
