package dev.stuckpod.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.proc.ProcStatus;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PossibilitiesTest {

  private static final Self SELF = new Self(9, 1000, 1000, 0);
  private static final long CAUGHT = 0x4;

  /** One for each runtime; that for Go can be used from outside, too. */
  private static final List<Look> METHODS =
      List.of(
          new Possible(CaptureMethod.Pprof, ProcessInfo.GO, true),
          new Possible(CaptureMethod.Jcmd, ProcessInfo.HOTSPOT, false));

  /** A method that can be used on whatever it is for. */
  private record Possible(CaptureMethod id, String runtime, boolean fromOutside) implements Look {

    @Override
    public Set<String> runtimes() {
      return Set.of(runtime);
    }

    @Override
    public MethodInfo look(Observed process) {
      return MethodInfo.possible(id, "It can");
    }

    @Override
    public Optional<MethodInfo> lookFromOutside(Observed process) {
      return fromOutside ? Optional.of(look(process)) : Optional.empty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "go,      Possible,      WrongRuntime,  Jcmd is not for Go",
    "hotspot, WrongRuntime,  Possible,      Pprof is not for a JVM",
    "openj9,  WrongRuntime,  WrongRuntime,  javacore",
    "unknown, NotIdentified, NotIdentified, neither Go nor a JVM",
  })
  void aMethodIsAskedOfItsRuntimesAlone(String runtime, Reason go, Reason jvm, String message)
      throws IOException {
    List<MethodInfo> infos =
        of(new Identity(runtime, "1"), ProcStatus.of(1000, 1000, 1, CAUGHT, 0), null);

    assertThat(infos).extracting(MethodInfo::reason).containsExactly(go, jvm);
    assertThat(infos)
        .filteredOn(info -> !info.possible())
        .isNotEmpty()
        .allSatisfy(info -> assertThat(info.message()).contains(message).doesNotEndWith("."));
  }

  @ParameterizedTest
  @CsvSource({
    "0,    0,    0, ExecOnly,    RootApp,       injection.rootApps",
    "2000, 1000, 0, ExecOnly,    UidMismatch,   'stuckpod.dev/run-as: \"2000:1000\"'",
    "1000, 2000, 0, ExecOnly,    GidMismatch,   'stuckpod.dev/run-as: \"1000:2000\"'",
    "1000, 1000, 1, ExecOnly,    RootApp,       capabilities",
    "1000, 1000, 0, ExecOnly,    ExecOnly,      as the reader says",
    "1000, 1000, 0, TimedOut,    TimedOut,      as the reader says",
    "1000, 1000, 0, Unreadable,  NotIdentified, does not let",
    "1000, 1000, 0, ,            NotIdentified, does not let",
  })
  void whatMayNotBeLookedAtIsRefusedWithTheRemedy(
      int uid,
      int gid,
      long capabilities,
      @Nullable Reason unreadable,
      Reason reason,
      String remedy)
      throws IOException {
    assertThat(of(null, ProcStatus.of(uid, gid, 1, CAUGHT, capabilities), unreadable))
        .hasSize(METHODS.size())
        .allSatisfy(m -> assertThat(m.possible()).isFalse())
        .allSatisfy(m -> assertThat(m.kills()).isFalse())
        .allSatisfy(m -> assertThat(m.reason()).isEqualTo(reason))
        .allSatisfy(m -> assertThat(m.message()).contains(remedy));
  }

  /** To name its user as another one than the sidecar's would be wrong: it is the same. */
  @Test
  void whoBeganAsAnotherUserIsNotSaidToRunAsOne() throws IOException {
    assertThat(of(null, changed(0), Reason.UidMismatch))
        .allSatisfy(m -> assertThat(m.reason()).isEqualTo(Reason.NotIdentified));
    assertThat(of(null, changed(0), Reason.TimedOut))
        .allSatisfy(m -> assertThat(m.reason()).isEqualTo(Reason.TimedOut));
    assertThat(of(null, changed(1), Reason.UidMismatch))
        .allSatisfy(m -> assertThat(m.message()).contains("capabilities"));
  }

  private static ProcStatus changed(long capabilities) {
    return new ProcStatus(
        List.of(0L, 1000L, 1000L, 1000L),
        List.of(0L, 1000L, 0L, 1000L),
        1,
        0,
        CAUGHT,
        capabilities,
        false);
  }

  @Test
  void whatIsClosedMayStillBeAskedFromOutside() throws IOException {
    List<MethodInfo> infos = of(null, ProcStatus.of(1000, 1000, 1, CAUGHT, 0), Reason.NotDumpable);

    assertThat(infos)
        .extracting(MethodInfo::reason)
        .containsExactly(Reason.Possible, Reason.NotDumpable);
  }

  private static List<MethodInfo> of(
      @Nullable Identity identity, ProcStatus status, @Nullable Reason unreadable)
      throws IOException {
    return Possibilities.of(
        new Observed(
            7,
            1,
            status,
            identity,
            null,
            Optional.ofNullable(unreadable).map(r -> new Unreadable(r, "as the reader says"))),
        METHODS,
        SELF);
  }
}
