package dev.stuckpod.operator.glance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockGroupTest {

  private static final Map<Long, Integer> STEPS =
      Map.of(seconds(10), 7, seconds(30), 5, seconds(60), 2);

  @ParameterizedTest
  @CsvSource({"5, 7", "10, 7", "11, 5", "30, 5", "31, 2", "60, 2", "61, 1", "70, 1", "71, 0"})
  void betweenStepsTheNextOneTells(int longerThan, int standing) {
    assertThat(group(70, 8, STEPS).standing(Duration.ofSeconds(longerThan))).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource({"30, 4, 1", "30, 3, 0", "29, 9, 0", "300, 9, 1"})
  void whereNoStepsAreToldTheFirstCountsInFourLooks(int longest, int looks, int standing) {
    assertThat(group(longest, looks, null).standing(Duration.ofSeconds(30))).isEqualTo(standing);
  }

  private static LockGroup group(int longest, int looks, @Nullable Map<Long, Integer> older) {
    return new LockGroup(LockState.Mutex, 9, seconds(longest), looks, 8, older);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
