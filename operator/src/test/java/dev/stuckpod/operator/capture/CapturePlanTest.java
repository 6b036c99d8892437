package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CapturePlanTest {

  private static final MethodInfo MEMORY = can(CaptureMethod.ProcMem, false);
  private static final MethodInfo NO_MEMORY = cannot(CaptureMethod.ProcMem, Reason.YamaForbids);
  private static final MethodInfo PPROF = can(CaptureMethod.Pprof, false);
  private static final MethodInfo NO_PPROF = cannot(CaptureMethod.Pprof, Reason.NoPprof);
  private static final MethodInfo GOPS = can(CaptureMethod.Gops, false);
  private static final MethodInfo ATTACH = can(CaptureMethod.Jcmd, false);
  private static final MethodInfo NO_ATTACH = cannot(CaptureMethod.Jcmd, Reason.AttachDisabled);
  private static final MethodInfo NO_JVM = cannot(CaptureMethod.Jcmd, Reason.WrongRuntime);
  private static final MethodInfo SIGNAL = can(CaptureMethod.SigQuit, false);
  private static final MethodInfo DEADLY = can(CaptureMethod.SigQuit, true);

  static Stream<Arguments> uses() {
    return Stream.of(
        arguments("memory", go(MEMORY, PPROF, DEADLY), true, CaptureMethod.ProcMem),
        arguments(
            "pprof where it answers", go(NO_MEMORY, PPROF, DEADLY), true, CaptureMethod.Pprof),
        arguments(
            "gops below pprof",
            process(ProcessInfo.GO, List.of(NO_MEMORY, PPROF, GOPS, NO_JVM, DEADLY)),
            true,
            CaptureMethod.Pprof),
        arguments(
            "gops before any signal",
            process(ProcessInfo.GO, List.of(NO_MEMORY, NO_PPROF, GOPS, NO_JVM, DEADLY)),
            true,
            CaptureMethod.Gops),
        arguments(
            "SIGQUIT to Go, if allowed",
            go(NO_MEMORY, NO_PPROF, DEADLY),
            true,
            CaptureMethod.SigQuit),
        arguments(
            "what an older sidecar knows",
            process(ProcessInfo.GO, List.of(PPROF, NO_JVM, DEADLY)),
            false,
            CaptureMethod.Pprof),
        arguments("attach to a JVM", jvm(ATTACH, SIGNAL), true, CaptureMethod.Jcmd),
        arguments(
            "SIGQUIT to a JVM without asking",
            jvm(NO_ATTACH, SIGNAL),
            false,
            CaptureMethod.SigQuit));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void takesTheLeastHarmfulThatIsPossible(
      String what, ProcessInfo process, boolean allowRestart, CaptureMethod expected) {
    assertThat(next(process, allowRestart, Set.of()))
        .as(what)
        .isInstanceOfSatisfying(
            CapturePlan.Choice.Use.class, use -> assertThat(use.method()).isEqualTo(expected));
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        arguments(go(NO_MEMORY, NO_PPROF, DEADLY), false, CapturedReason.RestartNotAllowed),
        arguments(stranger(Reason.NotDumpable), true, CapturedReason.NotDumpable),
        arguments(stranger(Reason.NotIdentified), true, CapturedReason.NotIdentified),
        arguments(stranger(Reason.NotCaught), true, CapturedReason.NotIdentified),
        arguments(stranger(Reason.UidMismatch), true, CapturedReason.UidMismatch),
        arguments(stranger(Reason.GidMismatch), true, CapturedReason.UidMismatch),
        arguments(stranger(Reason.RootApp), true, CapturedReason.RootApp),
        arguments(stranger(Reason.Failed), true, CapturedReason.Refused));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void givesUpWithTheReasonThatTellsMost(
      ProcessInfo process, boolean allowRestart, CapturedReason expected) {
    assertThat(giveUp(next(process, allowRestart, Set.of())).reason()).isEqualTo(expected);
  }

  @Test
  void goesOnAfterAMethodThatFailed() {
    ProcessInfo process = jvm(ATTACH, SIGNAL);

    assertThat(next(process, false, Set.of(CaptureMethod.Jcmd)))
        .isEqualTo(new CapturePlan.Choice.Use(CaptureMethod.SigQuit, process, false, List.of()));
    assertThat(
            giveUp(next(process, false, Set.of(CaptureMethod.Jcmd, CaptureMethod.SigQuit)))
                .message())
        .contains("Tried without success");
  }

  @Test
  void tellsWhichBetterMethodsItPassesOverAndWhy() {
    assertThat(next(go(NO_MEMORY, NO_PPROF, DEADLY), true, Set.of()))
        .isInstanceOfSatisfying(
            CapturePlan.Choice.Use.class,
            use -> assertThat(use.passedOver()).containsExactly(NO_MEMORY, NO_PPROF));
    assertThat(giveUp(next(go(NO_MEMORY, NO_PPROF, DEADLY), false, Set.of())).message())
        .contains("allowRestart", "It cannot be read from memory: YamaForbids it is.");
  }

  @Test
  void whomGopsWouldEndWithoutADumpIsLeftAloneWithTheReason() {
    MethodInfo ends = cannot(CaptureMethod.SigQuit, Reason.EndsWithoutDump);

    assertThat(giveUp(next(go(NO_MEMORY, NO_PPROF, ends), true, Set.of())))
        .returns(CapturedReason.Refused, CapturePlan.Choice.GiveUp::reason)
        .satisfies(end -> assertThat(end.message()).contains(ends.message()));
  }

  @Test
  void whoRunsNoAgentOfGopsIsNotToldThatItIsPassedOver() {
    MethodInfo none = cannot(CaptureMethod.Gops, Reason.NoGops);
    MethodInfo busy = cannot(CaptureMethod.Gops, Reason.TimedOut);

    assertThat(next(process(ProcessInfo.GO, List.of(NO_PPROF, none, DEADLY)), true, Set.of()))
        .isInstanceOfSatisfying(
            CapturePlan.Choice.Use.class,
            use -> assertThat(use.passedOver()).containsExactly(NO_PPROF));
    assertThat(next(process(ProcessInfo.GO, List.of(NO_PPROF, busy, DEADLY)), true, Set.of()))
        .isInstanceOfSatisfying(
            CapturePlan.Choice.Use.class,
            use -> assertThat(use.passedOver()).containsExactly(NO_PPROF, busy));
  }

  @Test
  void usesNoMethodThatIsNotNamed() {
    assertThat(
            giveUp(
                    CapturePlan.next(
                        List.of(CaptureMethod.Pprof),
                        true,
                        List.of(go(NO_MEMORY, NO_PPROF, DEADLY)),
                        Set.of()))
                .reason())
        .isEqualTo(CapturedReason.Refused);
  }

  @Test
  void saysWhatMakesProcessesInvisible() {
    CapturePlan.Choice.GiveUp end =
        giveUp(CapturePlan.next(CapturePlan.LADDER, true, List.of(), Set.of()));

    assertThat(end.reason()).isEqualTo(CapturedReason.ProcessGone);
    assertThat(end.message()).contains("shareProcessNamespace");
  }

  private static CapturePlan.Choice next(
      ProcessInfo process, boolean allowRestart, Set<CaptureMethod> failed) {
    return CapturePlan.next(CapturePlan.LADDER, allowRestart, List.of(process), failed);
  }

  private static CapturePlan.Choice.GiveUp giveUp(CapturePlan.Choice step) {
    assertThat(step).isInstanceOf(CapturePlan.Choice.GiveUp.class);
    return (CapturePlan.Choice.GiveUp) step;
  }

  private static ProcessInfo go(MethodInfo memory, MethodInfo pprof, MethodInfo signal) {
    return process(ProcessInfo.GO, List.of(memory, pprof, NO_JVM, signal));
  }

  private static ProcessInfo jvm(MethodInfo attach, MethodInfo signal) {
    return process(
        ProcessInfo.HOTSPOT,
        List.of(
            cannot(CaptureMethod.ProcMem, Reason.WrongRuntime),
            cannot(CaptureMethod.Pprof, Reason.WrongRuntime),
            attach,
            signal));
  }

  private static ProcessInfo stranger(Reason reason) {
    return process(
        ProcessInfo.UNKNOWN, List.of(NO_PPROF, NO_JVM, cannot(CaptureMethod.SigQuit, reason)));
  }

  private static ProcessInfo process(String runtime, List<MethodInfo> methods) {
    return new ProcessInfo(7, 1, 4242, "/app", 1000, 1000, runtime, null, true, methods);
  }

  private static MethodInfo can(CaptureMethod method, boolean kills) {
    return new MethodInfo(method, true, kills, Reason.Possible, "");
  }

  private static MethodInfo cannot(CaptureMethod method, Reason reason) {
    return new MethodInfo(method, false, false, reason, reason + " it is.");
  }
}
