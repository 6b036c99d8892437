package dev.stuckpod.operator.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.incident.TestClock;
import dev.stuckpod.operator.opening.Places.Candidate;
import dev.stuckpod.operator.opening.Places.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlacesTest {

  private static final String PERSON = "";

  private final TestClock clock = new TestClock();
  private final Places places = new Places(2, 2, clock);

  @Test
  void letsSoManyInAndTheNextWhenOneLeaves() {
    assertThat(places.ask(candidate("a", "p", 1))).isEqualTo(Turn.COMES);
    assertThat(places.ask(candidate("b", "q", 2))).isEqualTo(Turn.COMES);
    assertThat(places.ask(candidate("c", "r", 3))).isEqualTo(Turn.WAITS);
    assertThat(places.ask(candidate("a", "p", 1))).isEqualTo(Turn.LASTS);
    assertThat(places.waits("c")).isTrue();

    places.leave("a");

    assertThat(places.ask(candidate("c", "r", 3))).isEqualTo(Turn.COMES_AT_LAST);
    assertThat(places.ask(candidate("c", "r", 3))).isEqualTo(Turn.LASTS);
    assertThat(places.ask(candidate("d", "s", 4))).isEqualTo(Turn.WAITS);
  }

  @Test
  void tellsOneThatIsAskedForWhileItWaitsThatItsTurnCame() {
    fill();
    places.ask(candidate("c", "r", 3));
    places.leave("a");

    assertThat(places.waits("c")).isFalse();
    assertThat(places.waits("never seen")).isFalse();
  }

  @Test
  void theOldestIsNextWhoeverAsksFirst() {
    fill();
    places.ask(candidate("young", "r", 9));
    places.ask(candidate("old", "s", 3));
    places.leave("a");

    assertThat(places.ask(candidate("young", "r", 9))).isEqualTo(Turn.WAITS);
    assertThat(places.ask(candidate("old", "s", 3))).isEqualTo(Turn.COMES_AT_LAST);
  }

  @Test
  void aPolicyWithManyKeepsNoOtherWaiting() {
    var eight = new Places(8, 2, clock);
    var inside = List.of(candidate("shop/a", "many", 1), candidate("shop/b", "one", 2));
    var waiting = List.of(candidate("shop/c", "many", 3), candidate("shop/d", "new", 9));

    assertThat(eight.next(inside, waiting).orElseThrow().key()).isEqualTo("shop/d");
    assertThat(eight.next(List.of(), waiting).orElseThrow().key()).isEqualTo("shop/c");
  }

  @Test
  void aNamespaceWhoseSidecarsNeverAnswerLeavesPlacesForAllOthers() {
    var eight = new Places(8, 2, clock);
    for (int i = 0; i < 500; i++) {
      eight.ask(candidate("hostile/" + i, "policy-" + i, 1));
    }

    assertThat(eight.ask(candidate("shop/a", "p", 9))).isEqualTo(Turn.COMES);
    assertThat(eight.ask(candidate("bank/a", "p", 9))).isEqualTo(Turn.COMES);
    eight.leave("shop/a");
    assertThat(eight.ask(candidate("shop/b", "p", 9))).isEqualTo(Turn.COMES);
  }

  @Test
  void aPersonsManyCapturesTakeTurnsWithinTheirNamespaceAndLetPoliciesGoOn() {
    var eight = new Places(8, 2, clock);
    assertThat(eight.ask(candidate("shop/a", PERSON, 1))).isEqualTo(Turn.COMES);
    assertThat(eight.ask(candidate("shop/b", PERSON, 2))).isEqualTo(Turn.COMES);
    assertThat(eight.ask(candidate("shop/c", PERSON, 3))).isEqualTo(Turn.WAITS);
    assertThat(eight.ask(candidate("shop/d", "p", 4))).isEqualTo(Turn.COMES);
    assertThat(eight.ask(candidate("bank/a", PERSON, 5))).isEqualTo(Turn.COMES);
  }

  @Test
  void whatWasBegunGoesOnHoweverManyThereAre() {
    fill();
    places.take(candidate("begun", "r", 3));
    assertThat(places.ask(candidate("begun", "r", 3))).isEqualTo(Turn.LASTS);

    places.leave("a");
    assertThat(places.ask(candidate("c", "s", 4))).as("there are two").isEqualTo(Turn.WAITS);
    places.leave("b");
    assertThat(places.ask(candidate("c", "s", 4))).isEqualTo(Turn.COMES_AT_LAST);
  }

  @Test
  void onesThatDoNotComeBackKeepNobodyWaiting() {
    fill();
    places.pause("a", Duration.ofSeconds(15));
    places.ask(candidate("deleted", "r", 3));
    places.pause("deleted", Duration.ofSeconds(1));
    places.ask(candidate("c", "s", 4));

    clock.advance(Duration.ofSeconds(15));
    assertThat(places.waits("c")).as("a may come late").isTrue();
    clock.advance(Places.GRACE.plusSeconds(1));
    assertThat(places.waits("c")).isFalse();
  }

  @Test
  void oneThatIsAtWorkIsWaitedForHoweverLongItTakes() {
    fill();
    clock.advance(Duration.ofMinutes(10));

    assertThat(places.ask(candidate("c", "r", 3))).isEqualTo(Turn.WAITS);
  }

  @Test
  void oneThatWasGivenUpOnComesAgain() {
    fill();
    places.pause("a", Duration.ofSeconds(1));
    clock.advance(Places.GRACE.plusSeconds(2));
    assertThat(places.ask(candidate("c", "r", 3))).isEqualTo(Turn.COMES);

    assertThat(places.ask(candidate("a", "p", 1))).isEqualTo(Turn.WAITS);
    places.leave("b");
    assertThat(places.ask(candidate("a", "p", 1))).isEqualTo(Turn.COMES_AT_LAST);
  }

  @Test
  void hundredsOfPoliciesComeToTheirTurnEach() {
    var all = new ArrayList<Candidate>();
    for (int i = 0; i < 200; i++) {
      all.add(candidate("incident-" + i, "policy-" + i / 2, i));
    }
    Set<String> served = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      List<Candidate> now =
          all.stream()
              .filter(c -> !served.contains(c.key()))
              .filter(c -> places.ask(c) != Turn.WAITS)
              .toList();
      assertThat(now).hasSizeLessThanOrEqualTo(2);
      now.forEach(
          candidate -> {
            served.add(candidate.key());
            places.leave(candidate.key());
          });
    }
    assertThat(served).hasSize(200);
  }

  private void fill() {
    places.ask(candidate("a", "p", 1));
    places.ask(candidate("b", "q", 2));
  }

  private static Candidate candidate(String key, String policy, int second) {
    String namespace = key.replaceFirst("/.*", "");
    return new Candidate(
        key,
        policy.equals(PERSON) ? new Opener.Person(namespace) : new Opener.Policy(namespace, policy),
        TestClock.START.plusSeconds(second));
  }
}
