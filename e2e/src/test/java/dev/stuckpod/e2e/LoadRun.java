package dev.stuckpod.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Runs one row: an app, its load, what happens meanwhile, to the end of its window. */
final class LoadRun {

  private static final Duration LIMIT = Duration.ofMinutes(6);

  private static final int TRIES = 3;

  /** A server that has not frozen so long after its load began does not. */
  private static final Duration FREEZES = Duration.ofSeconds(30);

  /** What happens under load happens so long after its beginning. */
  private static final Duration UNDER_LOAD = Duration.ofSeconds(22);

  /** Without a load at first, so that there is something to hold a residue against. */
  private static final Duration CALM = Duration.ofSeconds(15);

  private final TestCluster cluster;
  private final LoadRow row;
  private final CyclicBarrier all;
  private final Path folder;

  /**
   * Of one row.
   *
   * @param all the rows that one blow strikes: whoever comes last strikes it
   * @param folder for what is left of it
   */
  LoadRun(TestCluster cluster, LoadRow row, CyclicBarrier all, Path folder) {
    this.cluster = cluster;
    this.row = row;
    this.all = all;
    this.folder = folder;
  }

  /** Runs it; again if the app was lucky and did not get stuck. */
  LoadEnd run() throws Exception {
    LoadEnd end = once();
    for (int tries = 1; tries < TRIES && end.wasLucky() && !row.deed().strikesAll(); tries++) {
      TestCluster.say("did not get stuck, is tried again: " + row.name());
      end = once();
    }
    return end;
  }

  private LoadEnd once() throws Exception {
    try (Scenario scenario = Scenario.restricted(cluster, row.namespace())) {
      deploy(scenario);
      try (var watch = new WindowWatch(scenario)) {
        LoadEnd end = row.byGate() ? byGate(scenario, watch) : byWindow(scenario, watch);
        Files.writeString(file(".txt"), end.story());
        return end;
      }
    }
  }

  private Path file(String suffix) {
    return folder.resolve(row.namespace() + suffix);
  }

  private void deploy(Scenario scenario) {
    String app = row.app();
    scenario.deploy(app, row.variables().toArray(String[]::new));
    if (row.deed() == LoadDeed.STUCK_ONE_SCALED_IN) {
      kubectl(scenario, "patch", "deploy/" + app, "--patch=" + drains());
    }
    kubectl(scenario, "scale", "deploy/" + app, "--replicas=" + row.replicas());
    kubectl(scenario, "rollout", "status", "deploy/" + app, "--timeout=180s");
    kubectl(scenario, "expose", "deploy/" + app, "--port=8080");
    Awaitility.await("old pods are gone")
        .atMost(Duration.ofMinutes(2))
        .until(() -> scenario.pods(app).size() == row.replicas());
    scenario.awaitSidecars(app);
  }

  private LoadEnd byGate(Scenario scenario, WindowWatch watch) throws Exception {
    var words =
        new ArrayList<>(List.of("./stuckpod", "loadtest", "--selector", "app=" + row.app(), "-n"));
    words.addAll(List.of(scenario.namespace(), "--settle", row.settle() + "s", "--json"));
    words.addAll(List.of(file(".json").toString(), "--", "sh", "-c"));
    words.addAll(List.of("\"$@\" && exit " + LoadEnd.CHILD, "load"));
    words.addAll(row.load().command(service(scenario) + ":8080"));
    var gate = new FutureTask<>(() -> cluster.tryRun(words.toArray(String[]::new)));
    Thread.ofVirtual().start(gate);
    watch.await("the beginning", LIMIT, status -> status.startedAt() != null);
    if (row.deed() != LoadDeed.NOTHING) {
      Thread.sleep(UNDER_LOAD);
      row.deed().happen(cluster, scenario, row.app());
    }
    Command.Result result = gate.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    Files.writeString(file(".gate"), result.out() + result.err());
    watch.await("the end", LIMIT, status -> status.endedAt() != null);
    return LoadEnd.of(scenario, row, watch, null, result.exitCode());
  }

  private LoadEnd byWindow(Scenario scenario, WindowWatch watch) throws Exception {
    cluster.apply(scenario.namespace(), window());
    watch.await("the beginning", LIMIT, status -> status.startedAt() != null);
    if (row.load().vanishes()) {
      Thread.sleep(CALM);
    }
    var loads = new ArrayList<Process>();
    List<Pulse> pulses = row.sticks() ? pulses(scenario) : List.of();
    try {
      load(scenario, loads);
      if (row.sticks() && row.deed().when() != LoadDeed.When.NEVER) {
        awaitFreeze(scenario, pulses, loads);
      }
      happen(scenario, pulses);
      end(scenario, loads);
      watch.await("the end", LIMIT, status -> status.endedAt() != null);
      return LoadEnd.of(scenario, row, watch, Pulse.firstFreeze(pulses), null);
    } finally {
      loads.forEach(Process::destroyForcibly);
      pulses.forEach(Pulse::close);
    }
  }

  /** One of each pod. */
  private List<Pulse> pulses(Scenario scenario) {
    return scenario.pods(row.app()).stream().map(pod -> new Pulse(row.app(), ip(pod))).toList();
  }

  /** It goes on for a while when it is told to end, as a server that drains does. */
  private String drains() {
    return """
    {"spec": {"template": {"spec": {"terminationGracePeriodSeconds": 40, "containers": [
      {"name": "%s", "lifecycle": {"preStop": {"sleep": {"seconds": 30}}}}]}}}}
    """
        .formatted(row.app());
  }

  private String window() {
    return """
    apiVersion: stuckpod.dev/v1alpha1
    kind: LoadTestWindow
    metadata: {name: load}
    spec:
      selector: {matchLabels: {app: %s}}
      settle: %ds
      deadline: 15m
      detect: %s
    """
        .formatted(row.app(), row.settle(), row.detect());
  }

  private void load(Scenario scenario, List<Process> loads) throws IOException {
    for (Pod pod : scenario.pods(row.app())) {
      loads.add(begin(ip(pod) + ":8080"));
    }
  }

  private Process begin(String target) throws IOException {
    var log = file(".load").toFile();
    return new ProcessBuilder(row.load().command(target))
        .directory(Project.root().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /** Has the load begin anew as long as the app is lucky, so that there is somebody to strike. */
  private void awaitFreeze(Scenario scenario, List<Pulse> pulses, List<Process> loads)
      throws Exception {
    Pulse.awaitFreeze(pulses, FREEZES);
    for (int tries = 1; tries < TRIES && Pulse.firstFreeze(pulses) == null; tries++) {
      TestCluster.say("did not get stuck, its load begins again: " + row.name());
      loads.forEach(Process::destroyForcibly);
      loads.clear();
      load(scenario, loads);
      Pulse.awaitFreeze(pulses, FREEZES);
    }
  }

  private void happen(Scenario scenario, List<Pulse> pulses) throws Exception {
    if (row.deed().when() == LoadDeed.When.NEVER) {
      return;
    }
    if (pulses.isEmpty()) {
      Thread.sleep(UNDER_LOAD);
    }
    boolean frozen = Pulse.firstFreeze(pulses) != null;
    if (frozen && row.deed().when() == LoadDeed.When.LOOKED_AT) {
      scenario.awaitIncident();
    }
    if (row.deed().strikesAll()) {
      all.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } else {
      row.deed().happen(cluster, scenario, row.app());
    }
  }

  private void end(Scenario scenario, List<Process> loads) throws InterruptedException {
    for (Process load : loads) {
      if (row.load().vanishes()) {
        load.waitFor(row.load().lasts().toSeconds(), TimeUnit.SECONDS);
        load.destroyForcibly();
      }
      if (!load.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("a load that does not end: " + row.name());
      }
    }
    kubectl(
        scenario,
        "patch",
        "loadtestwindow/load",
        "--type=merge",
        "--patch={\"spec\":{\"ended\":true}}");
  }

  private String service(Scenario scenario) {
    return scenario
        .client()
        .services()
        .inNamespace(scenario.namespace())
        .withName(row.app())
        .require()
        .getSpec()
        .getClusterIP();
  }

  private static String ip(Pod pod) {
    return pod.getStatus().getPodIP();
  }

  private void kubectl(Scenario scenario, String... words) {
    var all = new ArrayList<>(List.of("-n", scenario.namespace()));
    all.addAll(List.of(words));
    cluster.kubectl(all.toArray(String[]::new));
  }
}
