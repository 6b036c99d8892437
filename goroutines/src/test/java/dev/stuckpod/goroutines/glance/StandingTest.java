package dev.stuckpod.goroutines.glance;

import static dev.stuckpod.goroutines.glance.Lock.MUTEX;
import static dev.stuckpod.goroutines.glance.Lock.RW_MUTEX_READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int PIECE = 4;
  private static final SortedMap<Long, Integer> NOBODY = Collections.emptySortedMap();

  private final Standing standing = new Standing(1 << 10, PIECE);

  @Test
  void atTheFirstLookNobodyIsKnownNotToHaveRun() {
    look(5);
    waits(0, MUTEX, 1000);

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 1, 0, 0, 0, 0, 0, NOBODY));
  }

  @Test
  void whoStandsAsBeforeHasNotRunSinceHeWasFirstSeen() {
    look(5);
    waits(0, MUTEX, 1000);
    look(8);
    waits(0, MUTEX, 1000);
    waits(1, MUTEX, 2000);
    look(12);
    waits(0, MUTEX, 1000);
    waits(1, MUTEX, 2000);

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 2, 0, 2, 0, 7 * SECOND, 3, NOBODY));
  }

  @Test
  void whoStandsForLongIsCountedAtEachStepThatHeHasComeTo() {
    for (int look = 0; look <= 6; look++) {
      look(5 + 10 * look);
      waits(0, MUTEX, 1000);
      if (look >= 2) {
        waits(1, MUTEX, 2000);
        waits(2, MUTEX, 1000L * look); // runs, and waits again
      }
    }

    assertThat(standing.waiters(MUTEX).older())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                10 * SECOND,
                2,
                15 * SECOND,
                2,
                20 * SECOND,
                2,
                25 * SECOND,
                2,
                30 * SECOND,
                2,
                40 * SECOND,
                2,
                50 * SECOND,
                1,
                60 * SECOND,
                1));
  }

  @Test
  void whoWasSeenInThreeLooksOnlyMaySeemToStandByChance() {
    for (int look = 0; look < 4; look++) {
      assertThat(standing.waiters(MUTEX).older()).isEmpty();
      look(5 + 100 * look);
      waits(0, MUTEX, 1000);
    }

    assertThat(standing.waiters(MUTEX).older())
        .containsEntry(300 * SECOND, 1)
        .doesNotContainKey(450 * SECOND);
  }

  @Test
  void whoHasRunAndWaitsAgainHasLeftAndIsNew() {
    look(5);
    waits(0, MUTEX, 1000);
    look(8);
    waits(0, MUTEX, 3000);

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 1, 0, 0, 1, 0, 0, NOBODY));
  }

  @Test
  void whoGoesToAnotherLockHasLeftTheFirst() {
    look(5);
    waits(0, MUTEX, 1000);
    look(8);
    waits(0, RW_MUTEX_READ, 1000);

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 0, 0, 0, 1, 0, 0, NOBODY));
    assertThat(standing.waiters(RW_MUTEX_READ))
        .isEqualTo(new Glance.Waiters(RW_MUTEX_READ, 1, 0, 0, 0, 0, 0, NOBODY));
  }

  @Test
  void whoWaitsNoMoreHasLeftOnce() {
    look(5);
    waits(0, MUTEX, 1000);
    look(8);
    waitsNot(0);
    assertThat(standing.waiters(MUTEX).left()).isEqualTo(1);
    look(9);
    waitsNot(0);

    assertThat(standing.waiters(MUTEX).left()).isZero();
  }

  @Test
  void whoCouldNotBeSeenHasNeitherLeftNorStayed() {
    look(5);
    waits(0, MUTEX, 1000);
    look(8);
    standing.turnTo(0);
    standing.forget(0);
    look(9);
    waits(0, MUTEX, 1000);

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 1, 0, 0, 0, 0, 0, NOBODY));
  }

  @Test
  void placesInDifferentPiecesAreApart() {
    look(5);
    waits(1, MUTEX, 1000);
    look(8);
    waits(PIECE + 1, MUTEX, 1000);

    assertThat(standing.waiters(MUTEX).notRun()).isZero();
  }

  @Test
  void whoFindsNoRoomIsCountedButNotWatched() {
    for (int second = 0; second < 2; second++) {
      look(second);
      for (int piece = 0; piece < (1 << 10) / PIECE; piece++) {
        waits(piece * PIECE, MUTEX, 1000);
      }
    }

    assertThat(standing.waiters(MUTEX))
        .isEqualTo(new Glance.Waiters(MUTEX, 256, 128, 128, 0, SECOND, 2, NOBODY));
  }

  private void look(long second) {
    standing.begin(SECOND * second);
  }

  private void waits(int place, Lock lock, long hash) {
    standing.turnTo(place / PIECE);
    standing.waits(place % PIECE, lock.code(), hash);
  }

  private void waitsNot(int place) {
    standing.turnTo(place / PIECE);
    standing.waitsNot(place % PIECE);
  }
}
