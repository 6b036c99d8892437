package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.sidecar.protocol.Method;
import dev.stuckpod.sidecar.protocol.MethodInfo;
import dev.stuckpod.sidecar.protocol.ProcessInfo;
import dev.stuckpod.sidecar.protocol.Reason;
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
    // runtime, SigCgt, attach obstacle, pprof -> Pprof, Jcmd, SigQuit
    "go,      4, ,              ,                NoPprof,          WrongRuntime,   Possible",
    "go,      4, ,              127.0.0.1:6060,  Possible,          WrongRuntime,   Possible",
    "go,      0, ,              ,                NoPprof,          WrongRuntime,   NotCaught",
    "hotspot, 4, ,              ,                WrongRuntime,      Possible,       Possible",
    "hotspot, 4, DISABLED,      ,                WrongRuntime,      AttachDisabled, Possible",
    "hotspot, 4, READ_ONLY_TMP, ,                WrongRuntime,      ReadOnlyTmp,    Possible",
    "hotspot, 0, ,              ,                WrongRuntime,      Possible,       NotCaught",
    "hotspot, 0, NOT_CAUGHT,    ,                WrongRuntime,      NotCaught,      NotCaught",
    "openj9,  4, ,              ,                WrongRuntime,      WrongRuntime,   WrongRuntime",
    "unknown, 4, ,              ,                NotIdentified,     NotIdentified,  NotIdentified",
  })
  void eachRuntimeHasItsMethods(
      String runtime,
      long caught,
      @Nullable AttachObstacle obstacle,
      @Nullable String pprof,
      Reason byPprof,
      Reason byAttach,
      Reason bySignal) {
    List<MethodInfo> methods =
        Possibilities.of(
            observed(new Identity(runtime, "1"), app(1000, 1000, caught, 0), obstacle, pprof),
            SELF);

    assertThat(methods)
        .extracting(MethodInfo::method)
        .containsExactly(Method.Pprof, Method.Jcmd, Method.SigQuit);
    assertThat(methods).extracting(MethodInfo::reason).containsExactly(byPprof, byAttach, bySignal);
    assertThat(methods)
        .allSatisfy(m -> assertThat(m.possible()).isEqualTo(m.reason() == Reason.Possible))
        .allSatisfy(m -> assertThat(m.message()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "0,    0,    0, RootApp,       injection.rootApps",
    "2000, 1000, 0, UidMismatch,   'stuckpod.dev/run-as: \"2000:1000\"'",
    "1000, 2000, 0, GidMismatch,   'stuckpod.dev/run-as: \"1000:2000\"'",
    "1000, 1000, 1, RootApp,       capabilities",
    "1000, 1000, 0, NotIdentified, does not let",
  })
  void whatMayNotBeLookedAtIsRefusedWithTheRemedy(
      int uid, int gid, long capabilities, Reason reason, String remedy) {
    List<MethodInfo> methods =
        Possibilities.of(observed(null, app(uid, gid, CAUGHT, capabilities), null, null), SELF);

    assertThat(methods)
        .hasSize(3)
        .allSatisfy(m -> assertThat(m.possible()).isFalse())
        .allSatisfy(m -> assertThat(m.reason()).isEqualTo(reason))
        .allSatisfy(m -> assertThat(m.message()).contains(remedy));
  }

  @Test
  void onlyTheSignalToGoKills() {
    ProcStatus status = app(1000, 1000, CAUGHT, 0);

    assertThat(kills(ProcessInfo.GO, status)).containsExactly(false, false, true);
    assertThat(kills(ProcessInfo.HOTSPOT, status)).containsExactly(false, false, false);
  }

  private static List<Boolean> kills(String runtime, ProcStatus status) {
    return Possibilities.of(observed(new Identity(runtime, "1"), status, null, "[::1]:1"), SELF)
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
      @Nullable String pprof) {
    return new Observed(
        7, 1, status, identity, null, Optional.ofNullable(obstacle), Optional.ofNullable(pprof));
  }
}
