package dev.stuckpod.goroutines.reach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class UnreachedTest {

  @Test
  void onlyWhoIsInBothAndHasNotRunIsMeant() {
    Unreached first = Unreached.of(new long[] {9, 3, 5}, new long[] {90, 30, 50}, 1_000);
    Unreached second = Unreached.of(new long[] {3, 5, 8}, new long[] {30, 51, 80}, 3_000);

    Unreached both = first.and(second);

    assertThat(both.goids()).containsExactly(3);
    assertThat(both.has(3, 30)).isTrue();
    assertThat(both.has(3, 31)).isFalse();
    assertThat(both.has(5, 50)).isFalse();
    assertThat(both.apart()).isEqualTo(Duration.ofNanos(2_000));
  }
}
