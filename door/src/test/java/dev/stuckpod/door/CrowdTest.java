package dev.stuckpod.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.door.Crowd.Await;
import dev.stuckpod.door.Crowd.Enter;
import dev.stuckpod.door.Crowd.Instead;
import dev.stuckpod.door.Crowd.Refuse;
import dev.stuckpod.door.Crowd.Ruling;
import dev.stuckpod.door.Crowd.Stranger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrowdTest {

  private static final int MOST = 6;
  private static final int PER_ADDRESS = 4;

  private final List<Stranger> inside = new ArrayList<>();

  @Test
  void whoFindsRoomEnters() {
    inside("a", 3, 2, 1);
    assertThat(comes("a")).isEqualTo(new Enter());
    assertThat(comes("b")).isEqualTo(new Enter());
  }

  @Test
  void anAddressThatHasAllItsPlacesGivesUpTheOneThatIsWaitedForTheLongest() {
    inside("a", 1, 4, 3, 2);
    inside("b", 9);
    assertThat(comes("a")).isEqualTo(new Instead(1));
  }

  @Test
  void whereAllPlacesAreTakenTheAddressWithTheMostGivesUpOne() {
    inside("b", 9);
    inside("a", 1, 2, 4, 3);
    inside("c", 9);
    assertThat(comes("d")).isEqualTo(new Instead(3));
    assertThat(comes("b")).isEqualTo(new Instead(3));
  }

  @Test
  void amongManyAddressesTheLongestWaitedForGoes() {
    for (String address : List.of("a", "b", "c", "d", "e", "f")) {
      inside(address, address.charAt(0));
    }
    assertThat(comes("g")).isEqualTo(new Instead(5));
  }

  @Test
  void whoWaitsForTheServerIsNotSentAway() {
    inside.add(new Stranger("a", false, 9));
    inside("a", 1, 2);
    inside.add(new Stranger("a", false, 9));
    assertThat(comes("a")).isEqualTo(new Instead(2));
  }

  @Test
  void whereAllAreBeingServedANewcomerIsRefused() {
    for (int i = 0; i < MOST; i++) {
      inside.add(new Stranger("a" + i, false, 9));
    }
    assertThat(comes("b")).isEqualTo(new Refuse());
  }

  @Test
  void anAddressThatIsKnownHasPlacesThatNobodyElseTakes() {
    for (int i = 0; i < MOST; i++) {
      inside.add(new Stranger("a" + i, false, 9));
    }
    assertThat(comes("b", "b")).isEqualTo(new Enter());
    inside("b", 1);
    assertThat(comes("b", "b")).isEqualTo(new Enter());
    inside("b", 1);
    assertThat(comes("b", "b")).isEqualTo(new Refuse());
  }

  @Test
  void whatIsKeptForAnAddressIsNotTakenFromIt() {
    inside("b", 9, 9);
    for (int i = 2; i < MOST; i++) {
      inside("a" + i, 1);
    }
    assertThat(comes("c")).isEqualTo(new Instead(0));
    assertThat(comes("c", "b")).isEqualTo(new Instead(2));
  }

  @Test
  void whoHasOnlyJustComeDoesNotGoForAnotherOfItsAddress() {
    inside("a", 3, 3, 3, 4);
    assertThat(decide("a", 5)).isEqualTo(new Await());
    assertThat(decide("a", 4)).isEqualTo(new Instead(3));
    inside("a", 3, 3);
    assertThat(decide("b", 5)).as("for another's").isEqualTo(new Instead(3));
  }

  private Ruling decide(String address, long patience) {
    return Crowd.decide(inside, address, Set.of(), MOST, PER_ADDRESS, patience);
  }

  private void inside(String address, long... waited) {
    for (long wait : waited) {
      inside.add(new Stranger(address, true, wait));
    }
  }

  private Ruling comes(String address, String... known) {
    return Crowd.decide(inside, address, Set.of(known), MOST, PER_ADDRESS, 0);
  }
}
