package dev.stuckpod.sidecar.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.attach.AttachObstacle;
import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.gops.GopsClient;
import dev.stuckpod.sidecar.gops.ShutdownCleanup;
import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.port.Ports;
import dev.stuckpod.sidecar.pprof.PprofClient;
import dev.stuckpod.sidecar.process.Identity;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.process.Unreadable;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {

  private static final Proc PROC = new Proc(Path.of("/nowhere"));
  private static final Signals SIGNALS = new Signals(PROC);
  private static final Spool SPOOL = new Spool(Path.of("/nowhere"), 1);
  private static final GopsClient GOPS = new GopsClient(PROC, new Ports(PROC, 9));
  private static final String NO_GOPS =
      "The app runs no gops agent whose port file and socket can be found";
  private static final long CAUGHT = 0x4;

  @Test
  void areOneForEachWordLeastHarmfulFirst() {
    assertThat(Methods.of(PROC, new Self(9, 1000, 1000, 0), SIGNALS, SPOOL))
        .extracting(Method::id)
        .containsExactly(CaptureMethod.values());
  }

  @ParameterizedTest
  @CsvSource({
    // runtime, SigCgt, attach obstacle, pprof, memory -> those that are for the runtime, in order
    "go,      4, ,               ,               ,                 Possible NoPprof NoGops"
        + " Possible",
    "go,      4, ,               127.0.0.1:6060, ,                 Possible Possible NoGops"
        + " Possible",
    "go,      0, ,               ,               ,                 Possible NoPprof NoGops"
        + " NotCaught",
    "go,      4, ,               ,               YamaForbids,      YamaForbids NoPprof NoGops"
        + " Possible",
    "go,      4, , , UnknownGoVersion, UnknownGoVersion NoPprof NoGops Possible",
    "go,      4, ,               127.0.0.1:6060, PluginBuild,      PluginBuild Possible NoGops"
        + " Possible",
    "hotspot, 4, ,               ,               ,                 Possible Possible",
    "hotspot, 4, DISABLED,       ,               ,                 AttachDisabled Possible",
    "hotspot, 4, READ_ONLY_TMP,  ,               ,                 ReadOnlyTmp Possible",
    "hotspot, 0, ,               ,               ,                 Possible NotCaught",
    "hotspot, 0, DISABLED,       ,               ,                 AttachDisabled NotCaught",
    "hotspot, 0, NOT_CAUGHT,     ,               ,                 NotCaught NotCaught",
  })
  void lookAtWhatTheyNeed(
      String runtime,
      long caught,
      @Nullable AttachObstacle obstacle,
      @Nullable String pprof,
      @Nullable Reason unreadable,
      String reasons)
      throws IOException {
    List<MethodInfo> infos = look(runtime, caught, methods(obstacle, pprof, unreadable));

    assertThat(infos).extracting(info -> info.reason().name()).containsExactly(reasons.split(" "));
    assertThat(infos)
        .allSatisfy(m -> assertThat(m.possible()).isEqualTo(m.reason() == Reason.Possible))
        .allSatisfy(m -> assertThat(m.message()).isNotBlank().doesNotEndWith("."));
  }

  @Test
  void whatKeepsAJvmFromBothWaysIsCalledByItsName() throws IOException {
    assertThat(look(ProcessInfo.HOTSPOT, 0, methods(AttachObstacle.DISABLED, null, null)))
        .hasSize(2)
        .allSatisfy(
            m -> assertThat(m.message()).contains("-XX:+DisableAttachMechanism", "with -Xrs"));
  }

  @Test
  void onlyTheSignalToGoKills() throws IOException {
    List<Method> methods = methods(null, "[::1]:1", null);

    assertThat(look(ProcessInfo.GO, CAUGHT, methods))
        .filteredOn(MethodInfo::kills)
        .extracting(MethodInfo::method)
        .containsExactly(CaptureMethod.SigQuit);
    assertThat(look(ProcessInfo.HOTSPOT, CAUGHT, methods)).noneMatch(MethodInfo::kills);
  }

  @ParameterizedTest
  @CsvSource({
    "No, Possible, dump and end",
    "Yes, EndsWithoutDump, ShutdownCleanup",
    "Unknown, EndsWithoutDump, may"
  })
  void goIsNotSignalledWhereGopsMayEndIt(
      ShutdownCleanup.Answer answer, Reason reason, String message) throws IOException {
    Method signal = new SigQuit(_ -> Optional.empty(), _ -> answer, SIGNALS);

    assertThat(look(ProcessInfo.GO, CAUGHT, List.of(signal)))
        .singleElement()
        .returns(reason, MethodInfo::reason)
        .returns(true, MethodInfo::kills)
        .satisfies(info -> assertThat(info.message()).contains(message));
  }

  /** Operators of before show these words, and tests of a cluster wait for some of them. */
  @Test
  void sayWhatTheyAlwaysSaid() throws IOException {
    List<String> said = new ArrayList<>();
    look(ProcessInfo.GO, CAUGHT, methods(null, "127.0.0.1:6060", null))
        .forEach(info -> said.add(info.message()));
    look(ProcessInfo.GO, 0, methods(null, null, Reason.YamaForbids))
        .forEach(info -> said.add(info.message()));
    for (AttachObstacle obstacle : AttachObstacle.values()) {
      look(ProcessInfo.HOTSPOT, CAUGHT, methods(obstacle, null, null))
          .forEach(info -> said.add(info.message()));
    }
    look(ProcessInfo.HOTSPOT, 0, methods(null, null, null))
        .forEach(info -> said.add(info.message()));

    assertThat(said)
        .containsExactly(
            "The goroutines can be read from its memory",
            "pprof answers at 127.0.0.1:6060",
            NO_GOPS,
            "SIGQUIT makes it dump and end",
            "as the reader says",
            "No listening socket of the app answers as pprof does",
            NO_GOPS,
            "The process does not handle SIGQUIT, as with signal.Ignore or where Go is a library of"
                + " another program: it would end without a dump, or do nothing",
            "The JVM runs with -XX:+DisableAttachMechanism: remove it, or allow the method SigQuit",
            "SIGQUIT makes it dump and go on",
            "The app's /tmp cannot be written: mount an emptyDir there",
            "SIGQUIT makes it dump and go on",
            "The JVM neither listens for attaching nor handles SIGQUIT: remove -Xrs, or let"
                + " /tmp/.java_pid* stand",
            "SIGQUIT makes it dump and go on",
            "The JVM can be attached to",
            "The JVM runs with -Xrs, so that SIGQUIT would end it without a dump: remove -Xrs");
  }

  private static List<MethodInfo> look(String runtime, long caught, List<Method> methods)
      throws IOException {
    var process =
        new Observed(
            7,
            1,
            ProcStatus.of(1000, 1000, 1, caught, 0),
            new Identity(runtime, "1"),
            null,
            Optional.empty());
    var infos = new ArrayList<MethodInfo>();
    for (Method method : methods) {
      if (method.runtimes().contains(runtime)) {
        infos.add(method.look(process));
      }
    }
    return infos;
  }

  private static List<Method> methods(
      @Nullable AttachObstacle obstacle, @Nullable String pprof, @Nullable Reason unreadable) {
    return List.of(
        new ProcMem(
            _ -> Optional.ofNullable(unreadable).map(r -> new Unreadable(r, "as the reader says")),
            new GoMemory(PROC, SPOOL),
            SPOOL),
        new Pprof(_ -> Optional.ofNullable(pprof), new PprofClient(new Ports(PROC, 9)), SPOOL),
        new Gops(_ -> Optional.empty(), GOPS, SPOOL),
        new Jcmd(_ -> Optional.ofNullable(obstacle), new HotSpotAttach(PROC, SIGNALS), SPOOL),
        new SigQuit(_ -> Optional.ofNullable(obstacle), _ -> ShutdownCleanup.Answer.No, SIGNALS));
  }
}
