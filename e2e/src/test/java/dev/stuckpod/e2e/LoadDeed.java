package dev.stuckpod.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What happens in the middle of a load test. */
enum LoadDeed {
  NOTHING(When.NEVER),
  CONTAINER_KILLED(When.UNDER_LOAD),
  POD_DELETED(When.UNDER_LOAD),
  ROLLED_OUT(When.UNDER_LOAD),
  SCALED_OUT(When.UNDER_LOAD),
  SCALED_IN(When.UNDER_LOAD),
  /** Before it is suspected; it goes on for some time while it is being ended. */
  STUCK_ONE_SCALED_IN(When.FROZEN),
  SIDECAR_KILLED(When.FROZEN),
  OPERATOR_KILLED(When.LOOKED_AT),
  LEADER_DELETED(When.FROZEN),
  API_SERVER_KILLED(When.FROZEN),
  API_SERVER_STOPPED(When.FROZEN);

  static final int REPLICAS = 3;

  private static final Duration AWAY = Duration.ofSeconds(30);

  private final When when;

  LoadDeed(When when) {
    this.when = when;
  }

  /** The moment of it, where the app gets stuck; where it does not, some time into the load. */
  enum When {
    NEVER,
    UNDER_LOAD,
    /** The app stands still, and nobody is looking yet. */
    FROZEN,
    /** The app stands still, and is being looked at. */
    LOOKED_AT
  }

  When when() {
    return when;
  }

  /** It strikes what all windows need: done once for all rows of it. */
  boolean strikesAll() {
    return switch (this) {
      case OPERATOR_KILLED, LEADER_DELETED, API_SERVER_KILLED, API_SERVER_STOPPED -> true;
      default -> false;
    };
  }

  /** Has ready what it needs. */
  void prepare(TestCluster cluster) {
    if (this == LEADER_DELETED) {
      cluster.replicas(2);
    }
  }

  /** Leaves the cluster as it was. */
  void undo(TestCluster cluster) {
    if (this == LEADER_DELETED) {
      cluster.replicas(1);
    }
  }

  /** Strikes what all windows need. */
  void strikeAll(TestCluster cluster) throws Exception {
    switch (this) {
      case OPERATOR_KILLED -> cluster.killOperator();
      case LEADER_DELETED -> cluster.deleteLeader();
      case API_SERVER_KILLED -> killApiServer(cluster);
      case API_SERVER_STOPPED -> {
        HostProcess server = cluster.daemon("kube-apiserver");
        server.signal("STOP");
        Thread.sleep(AWAY);
        server.signal("CONT");
      }
      default -> throw new IllegalStateException(name());
    }
    TestCluster.say("done: " + this);
  }

  private static void killApiServer(TestCluster cluster) throws IOException, InterruptedException {
    HostProcess server = cluster.daemon("kube-apiserver");
    server.kill();
    Awaitility.await("the API server has ended").until(() -> !server.isAlive());
    Thread.sleep(AWAY);
    cluster.revive();
  }

  /** Does to an app of a namespace what touches nobody else. */
  void happen(TestCluster cluster, Scenario scenario, String app) {
    String namespace = scenario.namespace();
    switch (this) {
      case CONTAINER_KILLED -> HostProcess.of(id(scenario.container(app).getContainerID())).kill();
      case POD_DELETED -> {
        String pod = scenario.pod(app).getMetadata().getName();
        cluster.kubectl("-n", namespace, "delete", "pod", pod, "--wait=false");
      }
      case ROLLED_OUT ->
          cluster.kubectl("-n", namespace, "set", "env", "deploy/" + app, "VERSION=next");
      case SCALED_OUT -> scale(cluster, namespace, app, REPLICAS);
      case SCALED_IN, STUCK_ONE_SCALED_IN -> scale(cluster, namespace, app, 1);
      case SIDECAR_KILLED -> {
        for (Pod pod : scenario.pods(app)) {
          HostProcess.of(id(Scenario.sidecar(pod).getContainerID())).kill();
        }
      }
      default -> throw new IllegalStateException(name());
    }
    TestCluster.say("done: " + this + " in " + namespace);
  }

  private static void scale(TestCluster cluster, String namespace, String app, int replicas) {
    cluster.kubectl("-n", namespace, "scale", "deploy/" + app, "--replicas=" + replicas);
  }

  private static String id(String containerID) {
    return containerID.replaceFirst("^.*//", "");
  }
}
