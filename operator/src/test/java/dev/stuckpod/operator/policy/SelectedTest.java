package dev.stuckpod.operator.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.StuckPolicySpec.CaptureSpec;
import dev.stuckpod.crds.v1alpha1.StuckPolicyStatus.PodNote;
import dev.stuckpod.operator.foresight.Foresight;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a capture would come to is said before anything is stuck. */
class SelectedTest {

  private static final Selected POD =
      new Selected("hub", Optional.empty(), Optional.empty(), Optional.empty());
  private static final MethodInfo MEMORY =
      new MethodInfo(CaptureMethod.ProcMem, true, false, Reason.Possible, "");
  private static final MethodInfo YAMA =
      new MethodInfo(CaptureMethod.ProcMem, false, false, Reason.YamaForbids, "Yama forbids it");
  private static final MethodInfo SIGNAL =
      new MethodInfo(CaptureMethod.SigQuit, true, true, Reason.Possible, "");

  @Test
  void nothingIsSaidWhereTheGoroutinesCanBeRead() {
    assertThat(POD.foreseen(List.of(go(MEMORY, SIGNAL)), null)).isEqualTo(POD);
    assertThat(POD.foreseen(List.of(), null)).as("nothing is known yet").isEqualTo(POD);
  }

  @Test
  void aPodThatWouldHaveToBeRestartedIsNotCapturableUnlessThatIsAllowed() {
    Selected refused = POD.foreseen(List.of(go(YAMA, SIGNAL)), null);
    Selected allowed = POD.foreseen(List.of(go(YAMA, SIGNAL)), capture(true, null));

    assertThat(refused.notCapturable())
        .get()
        .returns("RestartNotAllowed", PodNote::reason)
        .satisfies(note -> assertThat(note.message()).contains("Yama forbids it"));
    assertThat(allowed.notCapturable()).isEmpty();
    assertThat(allowed.notReadable())
        .map(PodNote::message)
        .contains("SigQuit would be used, as ProcMem cannot: Yama forbids it.");
  }

  @Test
  void aPodWhoseSidecarIsNotReachedIsNotCapturableAndWhatStandsBetweenIsNamed() {
    assertThat(
            POD.notReached(new Foresight.Unanswered(true, "NetworkPolicy deny ..."))
                .notCapturable())
        .contains(new PodNote("hub", "NetworkPolicyForbids", "NetworkPolicy deny ..."));
    assertThat(POD.notReached(new Foresight.Unanswered(false, "no answer.")).notCapturable())
        .map(PodNote::reason)
        .contains("SidecarUnreachable");
  }

  @Test
  void whereThePolicyDoesNotWantItReadNothingIsSaidOfThat() {
    CaptureSpec signal = capture(true, List.of(CaptureMethod.SigQuit));

    assertThat(POD.foreseen(List.of(go(YAMA, SIGNAL)), signal)).isEqualTo(POD);
  }

  private static CaptureSpec capture(boolean allowRestart, @Nullable List<CaptureMethod> methods) {
    return new CaptureSpec(methods, allowRestart, null, null);
  }

  private static ProcessInfo go(MethodInfo... methods) {
    return new ProcessInfo(
        7, 1, 42, "/app", 1000, 1000, ProcessInfo.GO, "go1.26", true, List.of(methods));
  }
}
