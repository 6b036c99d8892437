package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus;
import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatusBuilder;
import dev.stuckpod.operator.conditions.Conditions;
import dev.stuckpod.operator.loadtest.window.ChildState;
import dev.stuckpod.operator.loadtest.window.During;
import dev.stuckpod.operator.loadtest.window.Ending;
import dev.stuckpod.operator.loadtest.window.Life;
import dev.stuckpod.operator.loadtest.window.Recorded;
import dev.stuckpod.operator.loadtest.window.Stage;
import dev.stuckpod.operator.loadtest.window.WindowTimes;
import dev.stuckpod.operator.opening.Slots;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A window's life, written into a status by one process and read by another. */
class WindowRecordTest {

  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final LoadTestWindowStatus NEW = LoadTestWindowStatusBuilder.builder().build();
  private static final Instant LATER = at(999);

  @Test
  void aWindowThatNobodyHasBegunToWatchBeginsNow() {
    assertThat(WindowRecord.of(NEW, LATER)).isEqualTo(Recorded.begun(LATER));
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void howItsLoadEndedIsReadBack(Ending ending) {
    var recorded = new Recorded(START, true, at(50), ending, null);
    var stage =
        ending == Ending.DeadlinePassed
            ? new Stage.Completed(at(50), ending)
            : new Stage.Settling(at(50), at(110));
    assertThat(written(new Life.Next(recorded, stage))).isEqualTo(recorded);
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void whenItIsOverOnlyADeadlineIsADeadline(Ending ending) {
    var recorded = new Recorded(START, true, at(50), ending, at(110));
    Recorded read = written(new Life.Next(recorded, new Stage.Completed(at(110), ending)));
    assertThat(read.endedAt()).isEqualTo(at(110));
    assertThat(read.ending() == Ending.DeadlinePassed).isEqualTo(ending == Ending.DeadlinePassed);
  }

  @ParameterizedTest
  @EnumSource(ChildState.class)
  void aLoadThatWasNotSeenToRunIsNotTakenForSeen(ChildState child) {
    var times =
        new WindowTimes(
            new During.Child("load"), Duration.ofMinutes(1), Duration.ofHours(2), false);
    Life.Next next = Life.next(times, Recorded.begun(START), child, START, false, at(5));
    assertThat(written(next).loadSeen() && next.stage() instanceof Stage.Open)
        .isEqualTo(child == ChildState.Running);
  }

  @ParameterizedTest
  @EnumSource(ChildState.class)
  void oneThatWasSeenStaysSeen(ChildState child) {
    var times =
        new WindowTimes(
            new During.Child("load"), Duration.ofMinutes(1), Duration.ofHours(2), false);
    var running = new Recorded(START, true, null, null, null);
    Life.Next next = Life.next(times, running, child, START, false, at(5));
    // a Job between two pods waits, and runs on
    assertThat(written(next).loadSeen()).isTrue();
  }

  private static Recorded written(Life.Next next) {
    LoadTestWindowStatus status =
        new WindowReport(new Conditions(Clock.fixed(LATER, ZoneOffset.UTC)))
            .of(NEW, 1, next, List.of(), List.of(), new Slots(List.of()), null, LATER);
    var window = new LoadTestWindow();
    window.setStatus(status);
    LoadTestWindow read = JSON.unmarshal(JSON.asJson(window), LoadTestWindow.class);
    assertThat(read.getStatus()).isEqualTo(status);
    return WindowRecord.of(read.getStatus(), LATER);
  }
}
