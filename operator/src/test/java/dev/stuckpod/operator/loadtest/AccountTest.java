package dev.stuckpod.operator.loadtest;

import static dev.stuckpod.operator.loadtest.Watching.DEADLOCK;
import static dev.stuckpod.operator.loadtest.Watching.NOTHING;
import static dev.stuckpod.operator.loadtest.Watching.NO_DUMP;
import static dev.stuckpod.operator.loadtest.Watching.NO_SIDECAR;
import static dev.stuckpod.operator.loadtest.Watching.SEEN;
import static dev.stuckpod.operator.loadtest.Watching.SILENT;
import static dev.stuckpod.operator.loadtest.Watching.START;
import static dev.stuckpod.operator.loadtest.Watching.UNREAD;
import static dev.stuckpod.operator.loadtest.Watching.WELL;
import static dev.stuckpod.operator.loadtest.Watching.at;
import static dev.stuckpod.operator.loadtest.Watching.facts;
import static dev.stuckpod.operator.loadtest.Watching.joined;
import static dev.stuckpod.operator.loadtest.Watching.look;
import static dev.stuckpod.operator.loadtest.Watching.looked;
import static dev.stuckpod.operator.loadtest.Watching.suspect;
import static dev.stuckpod.operator.loadtest.Watching.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowStatus.WindowIncident;
import dev.stuckpod.operator.decide.PodFacts;
import dev.stuckpod.operator.loadtest.window.PodResult;
import dev.stuckpod.operator.loadtest.window.PodSight;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a window comes to of one pod, of which it sees this and that for a minute. */
class AccountTest {

  private static final PodFacts GOES = facts("a").terminating(true).build();

  /**
   * A row.
   *
   * @param end when the window ends
   * @param unproven whether it was suspected, and nobody could look
   */
  record Row(String what, Account account, int end, PodResult expected, boolean unproven) {

    Row(String what, Account account, PodResult expected) {
      this(what, account, 62, expected, false);
    }

    Row endingAt(int second) {
      return new Row(what, account, second, expected, unproven);
    }

    Row whenNobodyCouldLook() {
      return new Row(what, account, end, expected, true);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("seen well", well("a"), PodResult.Ok),
        new Row("never seen", look(joined("a"), 0, 60, SILENT, UNREAD), PodResult.Unknown),
        new Row("nobody to see it", look(joined("a"), 0, 60, NO_SIDECAR), PodResult.Unknown),
        new Row("seen at first", look(well("a"), 63, 120, SILENT, UNREAD), PodResult.Unknown)
            .endingAt(122),
        new Row("stuck", looked("a", DEADLOCK), PodResult.Stuck),
        new Row("looked at, and nothing found", looked("a", NOTHING), PodResult.Ok),
        new Row("no dump of it", looked("a", NO_DUMP), PodResult.Unknown).whenNobodyCouldLook(),
        new Row(
                "suspected, and not looked at",
                look(well("a"), 63, 99, SEEN, suspect(50)),
                PodResult.Unknown)
            .endingAt(101)
            .whenNobodyCouldLook(),
        new Row(
                "looked at before it stood",
                look(looked("a", NOTHING), 63, 99, SEEN, suspect(50)),
                PodResult.Unknown)
            .endingAt(101)
            .whenNobodyCouldLook(),
        new Row("moves again", look(looked("a", NO_DUMP), 63, 99, SEEN, WELL), PodResult.Recovered)
            .endingAt(101),
        new Row(
                "not seen any more when it was suspected",
                look(looked("a", NO_DUMP), 63, 72, SILENT, UNREAD),
                PodResult.Unknown)
            .endingAt(74)
            .whenNobodyCouldLook(),
        new Row(
                "it goes as it is suspected",
                look(looked("a", NO_DUMP), GOES, 63, 72, SEEN, UNREAD),
                PodResult.Unknown)
            .endingAt(74)
            .whenNobodyCouldLook(),
        new Row("went at once", left(look(joined("a"), 0, 6, SEEN, WELL), 8), PodResult.Brief),
        new Row("went, seen well", left(well("a"), 62), PodResult.Ok).endingAt(600),
        new Row("went, when nobody saw it", left(well("a"), 200), PodResult.Unknown).endingAt(600),
        new Row("comes again", look(left(well("a"), 62), 90, 150, SEEN, WELL), PodResult.Ok)
            .endingAt(152));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void comesTo(Row row) {
    Account account = row.account();
    assertThat(account.sum().result(at(row.end()))).isEqualTo(row.expected());
    assertThat(account.isUnproven()).isEqualTo(row.unproven());
  }

  private static Account left(Account account, int second) {
    account.left(at(second));
    return account;
  }

  @Test
  void anIncidentSaysSinceWhenHowItWasNoticedAndWhatItIs() {
    assertThat(looked("a", DEADLOCK).incident())
        .contains(
            new WindowIncident(
                "a",
                "2026-01-15T12:00:23Z",
                "locks",
                "2026-01-15T12:00:33Z",
                "a-0123456789",
                "Deadlock",
                "Proven",
                "hub.go:354 waits."));
  }

  @Test
  void aDumpThatEndsItsContainerIsWaitedForNoneTheLess() {
    Account account = look(joined("a"), 0, 33, SEEN, suspect(10));
    account.begun("a-0123456789", at(33));

    PodFacts restarted = facts("a").containerID("containerd://second").build();
    look(account, restarted, 36, 45, SEEN, WELL);
    assertThat(account.looks().underWay()).isEqualTo("a-0123456789");
    account.ended(DEADLOCK, at(46));
    look(account, restarted, 48, 60, SEEN, WELL);

    assertThat(account.sum().result(at(60))).isEqualTo(PodResult.Stuck);
    assertThat(account.looks().looks()).as("of the container that runs now").isZero();
  }

  @Test
  void whatWasSuspectedOfAContainerIsNotSuspectedOfTheNext() {
    Account account = look(joined("a"), 0, 33, SEEN, suspect(10));
    PodFacts restarted = facts("a").containerID("containerd://second").build();
    look(account, restarted, 36, 36, SEEN, UNREAD);
    assertThat(account.suspicion()).isEmpty();
    account.sighted(sight("uid-a", 0));
    account.sighted(sight("uid-a", 1));
    look(account, restarted, 39, 60, SEEN, WELL);
    assertThat(account.sum().result(at(60))).isEqualTo(PodResult.Restarted);
  }

  @Test
  void theFirstProofIsKeptAndSoIsOneThatAnEarlierProcessHad() {
    var first = looked("a", DEADLOCK).incident().orElseThrow();
    Account later = joined("a");
    later.recall(first);
    look(later, 90, 99, SEEN, suspect(93));
    later.begun("a-0123456789", at(99));
    later.ended(DEADLOCK, at(101));
    assertThat(later.incident()).contains(first);
    assertThat(later.sum().result(at(102))).isEqualTo(PodResult.Stuck);
  }

  @Test
  void aDumpOfBeforeItStoodIsAboutSomethingElse() {
    Account account = well("a");
    assertThat(account.episodeSince()).isNull();
    look(account, 63, 63, SEEN, suspect(50));
    look(account, 66, 66, SEEN, suspect(55));
    assertThat(account.episodeSince()).as("it has stood since then").isEqualTo(at(50));

    account.begun("a-0123456789", at(66));
    account.ended(NOTHING, at(68));
    look(account, 69, 69, SEEN, suspect(55));
    assertThat(account.episodeSince()).as("it was looked at then").isEqualTo(at(68));

    look(account, 72, 72, SEEN, WELL);
    look(account, 75, 75, SEEN, suspect(73));
    assertThat(account.episodeSince()).as("it stands again").isEqualTo(at(73));
  }

  @Test
  void restartsCountFromWhenThePodWasSeenFirst() {
    Account account = well("a");
    account.sighted(sight("uid-a", 7));
    assertThat(account.sum().restarts()).isZero();
    account.sighted(sight("uid-a", 9));
    assertThat(account.sum().restarts()).isEqualTo(2);
    account.sighted(sight("another of its name", 0));
    account.sighted(sight("another of its name", 1));
    assertThat(account.sum().restarts()).isEqualTo(3);
    assertThat(account.sum().result(at(60))).isEqualTo(PodResult.Restarted);
  }

  @Test
  void whatIsAskedSeldomIsNotMissedAsSoon() {
    Account account = Account.joined("a", START, Duration.ofMinutes(1));
    for (int second : new int[] {0, 60, 120, 240}) {
      account.judged(facts("a").build(), List.of(WELL), SEEN, at(second));
    }
    assertThat(account.sum().result(at(300))).isEqualTo(PodResult.Ok);
  }

  private static PodSight sight(String uid, int restarts) {
    return new PodSight("a", uid, "cable", START, true, restarts, null, 0, null, false, false);
  }
}
