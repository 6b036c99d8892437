package dev.stuckpod.operator.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.retention.Room.Held;
import dev.stuckpod.operator.retention.Room.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has to go for a new dump. */
class RoomTest {

  private static final Bounds BOUNDS = new Bounds(100, 250);

  @Test
  void nobodyGoesWhereThereIsRoom() {
    assertThat(room("shop", 40, held("shop", "a", 1, 60, true)))
        .isEqualTo(new Room(List.of(), Optional.empty()));
  }

  @Test
  void theOldestThatNobodyKeepsGoFirst() {
    assertThat(
            room(
                "shop",
                40,
                held("shop", "newest", 4, 30, true),
                held("shop", "kept", 1, 30, false),
                held("shop", "second", 3, 20, true),
                held("shop", "first", 2, 20, true)))
        .returns(List.of("first", "second"), RoomTest::names)
        .returns(true, room -> room.refusal().isEmpty());
  }

  @Test
  void whatIsKeptStaysAndTheNewOneIsRefused() {
    assertThat(
            room(
                "shop",
                50,
                held("shop", "kept", 1, 80, false),
                held("shop", "nobodys", 2, 20, true)))
        .returns(List.of(), RoomTest::names)
        .returns(Refusal.NAMESPACE_FULL, room -> room.refusal().orElseThrow());
  }

  @Test
  void anothersStayForANamespaceThatHasItsShare() {
    assertThat(room("shop", 50, held("shop", "kept", 2, 60, false), held("till", "a", 1, 90, true)))
        .returns(List.of(), RoomTest::names)
        .returns(Refusal.NAMESPACE_FULL, room -> room.refusal().orElseThrow());
  }

  @Test
  void whereTheClusterIsFullTheLargestHolderGivesUpItsOldest() {
    assertThat(
            room(
                "shop",
                30,
                held("till", "a", 1, 70, true),
                held("vault", "old", 2, 50, true),
                held("vault", "new", 3, 50, true),
                held("bank", "a", 0, 80, false)))
        .returns(List.of("old"), RoomTest::names)
        .returns(true, room -> room.refusal().isEmpty());
  }

  @Test
  void nobodyGivesUpAnythingForOneWhoWouldHoldMore() {
    assertThat(
            room(
                "shop",
                60,
                held("shop", "kept", 1, 40, false),
                held("till", "a", 1, 90, true),
                held("vault", "a", 1, 90, true)))
        .returns(List.of(), RoomTest::names)
        .returns(Refusal.CLUSTER_FULL, room -> room.refusal().orElseThrow());
  }

  @Test
  void whoeverWouldHoldTheMostGivesUpHisOwn() {
    assertThat(
            room(
                "shop",
                40,
                held("shop", "mine", 9, 60, true),
                held("till", "a", 1, 95, true),
                held("vault", "a", 1, 95, true)))
        .returns(List.of("mine"), RoomTest::names)
        .returns(true, room -> room.refusal().isEmpty());
  }

  @Test
  void oneThatHasNoRoomAtAllLeavesTheOthersAlone() {
    assertThat(room("shop", 101, held("shop", "a", 1, 60, true)))
        .returns(List.of(), RoomTest::names)
        .returns(Refusal.TOO_LARGE, room -> room.refusal().orElseThrow());
  }

  @Test
  void theAnalysisItselfStays() {
    assertThat(room("shop", 50, held("shop", "asking", 1, 60, true)))
        .returns(Refusal.NAMESPACE_FULL, room -> room.refusal().orElseThrow());
  }

  private static Room room(String namespace, long bytes, Held... all) {
    return Room.of(List.of(all), namespace, "asking", bytes, BOUNDS);
  }

  private static List<String> names(Room room) {
    return room.toDelete().stream().map(Held::name).toList();
  }

  private static Held held(String namespace, String name, int age, long bytes, boolean mayGo) {
    return new Held(namespace, name, Instant.ofEpochSecond(age), bytes, mayGo);
  }
}
