package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PossibilitiesTest {

  private static final Self SELF = new Self(9, 1000, 1000, 0);
  private static final long CAUGHT = 0x4;

  @ParameterizedTest
  @CsvSource({
    // runtime, SigCgt, attach obstacle, pprof, memory -> ProcMem, Pprof, Jcmd, SigQuit
    "go,      4, ,              ,                , Possible, NoPprof, WrongRuntime, Possible",
    "go,      4, ,              127.0.0.1:6060,  , Possible, Possible, WrongRuntime, Possible",
    "go,      0, ,              ,                , Possible, NoPprof, WrongRuntime, NotCaught",
    "go,      4, , , YamaForbids, YamaForbids, NoPprof, WrongRuntime, Possible",
    "go,      4, , , UnknownGoVersion, UnknownGoVersion, NoPprof, WrongRuntime, Possible",
    "go,      4, , 127.0.0.1:6060, PluginBuild, PluginBuild, Possible, WrongRuntime, Possible",
    "hotspot, 4, ,              , , WrongRuntime, WrongRuntime, Possible, Possible",
    "hotspot, 4, DISABLED,      , , WrongRuntime, WrongRuntime, AttachDisabled, Possible",
    "hotspot, 4, READ_ONLY_TMP, , , WrongRuntime, WrongRuntime, ReadOnlyTmp, Possible",
    "hotspot, 0, ,              , , WrongRuntime, WrongRuntime, Possible, NotCaught",
    "hotspot, 0, DISABLED,      , , WrongRuntime, WrongRuntime, AttachDisabled, NotCaught",
    "hotspot, 0, NOT_CAUGHT,    , , WrongRuntime, WrongRuntime, NotCaught, NotCaught",
    "openj9,  4, , , , WrongRuntime, WrongRuntime, WrongRuntime, WrongRuntime",
    "unknown, 4, , , , NotIdentified, NotIdentified, NotIdentified, NotIdentified",
  })
  void eachRuntimeHasItsMethods(
      String runtime,
      long caught,
      @Nullable AttachObstacle obstacle,
      @Nullable String pprof,
      @Nullable Reason unreadable,
      Reason byMemory,
      Reason byPprof,
      Reason byAttach,
      Reason bySignal) {
    List<MethodInfo> methods =
        Possibilities.of(
            observed(
                new Identity(runtime, "1"),
                app(1000, 1000, caught, 0),
                obstacle,
                pprof,
                unreadable),
            SELF);

    assertThat(methods).extracting(MethodInfo::method).containsExactly(CaptureMethod.values());
    assertThat(methods)
        .extracting(MethodInfo::reason)
        .containsExactly(byMemory, byPprof, byAttach, bySignal);
    assertThat(methods)
        .allSatisfy(m -> assertThat(m.possible()).isEqualTo(m.reason() == Reason.Possible))
        .allSatisfy(m -> assertThat(m.message()).isNotBlank().doesNotEndWith("."));
  }

  @Test
  void whatKeepsAJvmFromBothWaysIsCalledByItsName() {
    List<MethodInfo> methods =
        Possibilities.of(
            observed(
                new Identity(ProcessInfo.HOTSPOT, "25"),
                app(1000, 1000, 0, 0),
                AttachObstacle.DISABLED,
                null,
                null),
            SELF);

    assertThat(methods)
        .filteredOn(m -> m.method() == CaptureMethod.Jcmd || m.method() == CaptureMethod.SigQuit)
        .hasSize(2)
        .allSatisfy(
            m -> assertThat(m.message()).contains("-XX:+DisableAttachMechanism", "with -Xrs"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,    0,    0, NotDumpable, RootApp,       injection.rootApps",
    "2000, 1000, 0, NotDumpable, UidMismatch,   'stuckpod.dev/run-as: \"2000:1000\"'",
    "1000, 2000, 0, NotDumpable, GidMismatch,   'stuckpod.dev/run-as: \"1000:2000\"'",
    "1000, 1000, 1, NotDumpable, RootApp,       capabilities",
    "1000, 1000, 0, NotDumpable, NotDumpable,   as the reader says",
    "1000, 1000, 0, ExecOnly,    ExecOnly,      as the reader says",
    "1000, 1000, 0, Unreadable,  NotIdentified, does not let",
    "1000, 1000, 0, ,            NotIdentified, does not let",
  })
  void whatMayNotBeLookedAtIsRefusedWithTheRemedy(
      int uid,
      int gid,
      long capabilities,
      @Nullable Reason unreadable,
      Reason reason,
      String remedy) {
    List<MethodInfo> methods =
        Possibilities.of(
            observed(null, app(uid, gid, CAUGHT, capabilities), null, null, unreadable), SELF);

    assertThat(methods)
        .hasSize(CaptureMethod.values().length)
        .allSatisfy(m -> assertThat(m.possible()).isFalse())
        .allSatisfy(m -> assertThat(m.reason()).isEqualTo(reason))
        .allSatisfy(m -> assertThat(m.message()).contains(remedy));
  }

  @Test
  void whatIsClosedMayStillBeAskedWhereItsPprofIsKnown() {
    List<MethodInfo> methods =
        Possibilities.of(
            observed(null, app(1000, 1000, CAUGHT, 0), null, "127.0.0.1:1", Reason.NotDumpable),
            SELF);

    assertThat(methods)
        .filteredOn(MethodInfo::possible)
        .extracting(MethodInfo::method)
        .containsExactly(CaptureMethod.Pprof);
    assertThat(methods)
        .filteredOn(m -> !m.possible())
        .extracting(MethodInfo::reason)
        .containsOnly(Reason.NotDumpable);
  }

  @Test
  void onlyTheSignalToGoKills() {
    ProcStatus status = app(1000, 1000, CAUGHT, 0);

    assertThat(kills(ProcessInfo.GO, status)).containsExactly(false, false, false, true);
    assertThat(kills(ProcessInfo.HOTSPOT, status)).containsExactly(false, false, false, false);
  }

  private static List<Boolean> kills(String runtime, ProcStatus status) {
    return Possibilities.of(
            observed(new Identity(runtime, "1"), status, null, "[::1]:1", null), SELF)
        .stream()
        .map(MethodInfo::kills)
        .toList();
  }

  private static ProcStatus app(int uid, int gid, long caught, long capabilities) {
    return new ProcStatus(uid, gid, 1, caught, capabilities, 0);
  }

  private static Observed observed(
      @Nullable Identity identity,
      ProcStatus status,
      @Nullable AttachObstacle obstacle,
      @Nullable String pprof,
      @Nullable Reason unreadable) {
    return new Observed(
        7,
        1,
        status,
        identity,
        null,
        Optional.ofNullable(obstacle),
        Optional.ofNullable(pprof),
        Optional.ofNullable(unreadable).map(r -> new Unreadable(r, "as the reader says")));
  }
}
