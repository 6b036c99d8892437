package dev.stuckpod.operator.incident;

import dev.stuckpod.operator.pods.AppContainer;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An app in its pod: what it is, what happens when it is signalled, what its pod says of it. */
final class App {

  static final String POD = "hub";
  static final String UID = "pod-uid";
  static final String FIRST = "containerd://a";
  static final String SECOND = "containerd://b";

  /** How long a dump drains through the container's pipe, and how long a restart takes. */
  static final Duration DRAIN = Duration.ofSeconds(20);

  private static final Duration RESTART = Duration.ofSeconds(5);

  /** How an app can be dumped. */
  enum Kind {
    /** Go: out of memory; SIGQUIT would end it. */
    GO_IN_MEMORY,
    /** Go, whose memory cannot be read: SIGQUIT ends it. */
    GO_SIGNALLED,
    /** A JVM that cannot be attached to: SIGQUIT does no harm. */
    JVM_SIGNALLED
  }

  private final Kind kind;
  private final TestClock clock;
  private @Nullable Duration signalledAt;
  private int signals;
  private String sidecarID = "containerd://s1";
  private boolean gone;

  App(Kind kind, TestClock clock) {
    this.kind = kind;
    this.clock = clock;
  }

  Kind kind() {
    return kind;
  }

  boolean signalEnds() {
    return kind != Kind.JVM_SIGNALLED;
  }

  /** SIGQUIT arrives. */
  void signal() {
    signals++;
    signalledAt = signalledAt == null ? clock.passed() : signalledAt;
  }

  /** The kubelet ends it, and starts it again. */
  void kubeletKills() {
    signalledAt = signalledAt == null ? clock.passed() : signalledAt;
  }

  int signals() {
    return signals;
  }

  /** The pod is deleted. */
  void delete() {
    gone = true;
  }

  void sidecar(String containerID) {
    sidecarID = containerID;
  }

  String sidecarID() {
    return sidecarID;
  }

  /** How long until the dump is in the log; empty where none will come. */
  Optional<Duration> untilDumped() {
    return Optional.ofNullable(signalledAt)
        .map(at -> at.plus(DRAIN).minus(clock.passed()))
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }

  /** Whether the first container has ended. */
  boolean ended() {
    return signalEnds() && untilDumped().filter(Duration::isZero).isPresent();
  }

  private boolean restarted() {
    return ended()
        && signalledAt != null
        && clock.passed().minus(signalledAt.plus(DRAIN)).compareTo(RESTART) >= 0;
  }

  @Nullable Pod pod() {
    if (gone) {
      return null;
    }
    var app = new io.fabric8.kubernetes.api.model.ContainerStatusBuilder().withName("app");
    if (restarted()) {
      app.withContainerID(SECOND).withNewState().withNewRunning().endRunning().endState();
      app.withNewLastState()
          .withNewTerminated()
          .withContainerID(FIRST)
          .endTerminated()
          .endLastState();
    } else if (ended()) {
      app.withContainerID(FIRST).withNewState().withNewTerminated().endTerminated().endState();
    } else {
      app.withContainerID(FIRST).withNewState().withNewRunning().endRunning().endState();
    }
    return new PodBuilder()
        .withNewMetadata()
        .withName(POD)
        .withNamespace("shop")
        .withUid(UID)
        .endMetadata()
        .withNewSpec()
        .withNodeName("node")
        .addNewContainer()
        .withName("app")
        .endContainer()
        .addNewInitContainer()
        .withName(AppContainer.SIDECAR)
        .withRestartPolicy("Always")
        .endInitContainer()
        .endSpec()
        .withNewStatus()
        .withPodIP("10.0.0.1")
        .addToContainerStatuses(app.build())
        .addNewInitContainerStatus()
        .withName(AppContainer.SIDECAR)
        .withContainerID(sidecarID)
        .withNewState()
        .withNewRunning()
        .endRunning()
        .endState()
        .endInitContainerStatus()
        .endStatus()
        .build();
  }

  /** What a sidecar sees of a container. */
  List<ProcessInfo> processes(String bareContainerID) {
    String running = restarted() ? SECOND : FIRST;
    if (!running.endsWith("//" + bareContainerID) || ended() && !restarted()) {
      return List.of();
    }
    int pid = restarted() ? 8 : 7;
    return List.of(
        new ProcessInfo(
            pid,
            1,
            pid * 6L,
            "/app",
            1000,
            1000,
            signalEnds() ? ProcessInfo.GO : ProcessInfo.HOTSPOT,
            null,
            true,
            methods()));
  }

  private List<MethodInfo> methods() {
    MethodInfo signal =
        new MethodInfo(CaptureMethod.SigQuit, true, signalEnds(), Reason.Possible, "");
    return switch (kind) {
      case GO_IN_MEMORY ->
          List.of(
              new MethodInfo(CaptureMethod.ProcMem, true, false, Reason.Possible, ""),
              new MethodInfo(CaptureMethod.Pprof, false, false, Reason.NoPprof, "no pprof"),
              signal);
      case GO_SIGNALLED ->
          List.of(
              new MethodInfo(CaptureMethod.ProcMem, false, false, Reason.YamaForbids, "Yama"),
              new MethodInfo(CaptureMethod.Pprof, false, false, Reason.NoPprof, "no pprof"),
              signal);
      case JVM_SIGNALLED ->
          List.of(
              new MethodInfo(CaptureMethod.Jcmd, false, false, Reason.AttachDisabled, "disabled"),
              signal);
    };
  }

  /** Its dump, as its runtime writes it. */
  String dump() {
    String goroutines =
        """
        goroutine 1 [chan receive]:
        main.main()
        \t/src/main.go:12 +0x5c

        goroutine 7 [sync.Mutex.Lock]:
        sync.runtime_SemacquireMutex(0xc000012034, 0x0, 0x1)
        \t/go/src/runtime/sema.go:95 +0x25
        main.work(0xc000012030)
        \t/src/main.go:20 +0x3a
        created by main.main in goroutine 1
        \t/src/main.go:10 +0x25
        """;
    return switch (kind) {
      case GO_IN_MEMORY -> goroutines;
      case GO_SIGNALLED ->
          "SIGQUIT: quit\nPC=0x47a0ee m=0 sigcode=0\n\n"
              + goroutines
              + "\nrax    0xca\nrip    0x49a681\n";
      case JVM_SIGNALLED ->
          """
          2026-01-01 00:00:00
          Full thread dump OpenJDK 64-Bit Server VM (25+36 mixed mode, sharing):

          "main" #1 [7] prio=5 os_prio=0 cpu=1.00ms elapsed=5.00s tid=0x00007f0000000001 nid=7 waiting on condition  [0x00007f0000000000]
             java.lang.Thread.State: TIMED_WAITING (sleeping)
          \tat java.lang.Thread.sleep0(java.base@25/Native CaptureMethod)
          \tat Main.main(Main.java:3)

          JNI global refs: 14, weak refs: 0
          """;
    };
  }
}
