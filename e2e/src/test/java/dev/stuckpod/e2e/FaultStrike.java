package dev.stuckpod.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Does to a part what a row says, and undoes it where it passes. */
final class FaultStrike {

  private static final Duration A_WHILE = Duration.ofSeconds(20);

  private final TestCluster cluster;
  private final Scenario scenario;
  private final FaultRow row;
  private final Pod pod;
  private final NodeLog log;

  /** Prepares it, before anything is asked for. */
  FaultStrike(TestCluster cluster, Scenario scenario, FaultRow row) throws IOException {
    this.cluster = cluster;
    this.scenario = scenario;
    this.row = row;
    this.pod = scenario.pod("hub");
    this.log = NodeLog.of(cluster, pod, "hub", id(scenario.container("hub").getContainerID()));
    if (row.fault() == Fault.LOG_ROTATED) {
      log.fillNearly();
    }
  }

  /** Does it. */
  void strike() throws Exception {
    switch (row.fault()) {
      case OPERATOR_KILLED -> cluster.killOperator();
      case OPERATOR_STOPPED -> pause(cluster.operator());
      case OPERATOR_SPOOL_FULL -> fill(cluster.operator());
      case OPERATOR_SPOOL_CLOSED -> close(cluster.operator());
      case SIDECAR_KILLED -> sidecar().kill();
      case SIDECAR_STOPPED -> pause(sidecar());
      case SIDECAR_SPOOL_FULL -> sidecar().fileSize("16384");
      case SIDECAR_SPOOL_CLOSED -> sidecar().spool("0555");
      case POD_DELETED -> deletePod();
      case API_SERVER_KILLED -> killDaemon("kube-apiserver");
      case API_SERVER_STOPPED -> pause(cluster.daemon("kube-apiserver"));
      case PROMETHEUS_AWAY -> withoutPrometheus();
      case LOG_ROTATED -> rotate();
      case KUBELET_KILLED -> killDaemon("kubelet");
      case KUBELET_STOPPED -> pause(cluster.daemon("kubelet"));
    }
  }

  /** Holds that it has happened, where that comes later than the strike. */
  void hasHappened() {
    if (row.fault() == Fault.LOG_ROTATED) {
      Awaitility.await("the log is rotated").atMost(Duration.ofMinutes(1)).until(log::rotated);
    }
  }

  private HostProcess sidecar() {
    return HostProcess.of(id(Scenario.sidecar(pod).getContainerID()));
  }

  private static String id(String containerID) {
    return containerID.replaceFirst("^.*//", "");
  }

  private void deletePod() {
    String name = pod.getMetadata().getName();
    cluster.kubectl("-n", scenario.namespace(), "delete", "pod", name, "--now", "--wait=false");
  }

  private void withoutPrometheus() throws Exception {
    synchronized (FaultStrike.class) { // there is one
      cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=0");
      Thread.sleep(A_WHILE);
      cluster.kubectl("-n", "monitoring", "scale", "deploy/prometheus", "--replicas=1");
      cluster.kubectl(
          "-n", "monitoring", "rollout", "status", "deploy/prometheus", "--timeout=120s");
    }
  }

  /** A dump that SIGQUIT makes has it rotated by itself: nothing is to be written into it. */
  private void rotate() throws IOException {
    boolean signalled =
        row.way() == FaultRow.Way.SIGNAL && row.step().compareTo(FaultStep.TAKEN) >= 0;
    if (!signalled) {
      log.tipOver();
    }
  }

  private void killDaemon(String name) throws IOException {
    HostProcess daemon = cluster.daemon(name);
    daemon.kill();
    Awaitility.await(name + " has ended").until(() -> !daemon.isAlive());
    cluster.revive();
    assertThat(cluster.daemon(name)).isNotEqualTo(daemon);
  }

  private static void fill(HostProcess process) throws Exception {
    process.fileSize("16384");
    Thread.sleep(A_WHILE);
    process.fileSize("unlimited");
  }

  private static void close(HostProcess process) throws Exception {
    process.spool("0555");
    Thread.sleep(A_WHILE);
    process.spool("0777");
  }

  private static void pause(HostProcess process) throws Exception {
    process.signal("STOP");
    Thread.sleep(A_WHILE);
    process.signal("CONT");
  }
}
