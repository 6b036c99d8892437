package dev.stuckpod.operator.loadtest.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.exposition.Exposition;
import dev.stuckpod.operator.room.Budget;
import dev.stuckpod.operator.room.Room;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of the operator's heap, which is 104 MiB, others' metrics take at most. */
class BudgetTest {

  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  /** Of an object; of an array with its length. */
  private static final int HEADER = 12;

  private static final int ARRAY = 16;
  private static final int REFERENCE = 4;

  private final Budget budget = new Budget(Budget.MOST_SERIES, Budget.MOST_RINGS);
  private final List<PodSeries> pods = new ArrayList<>();

  @Test
  void ofTwoHundredPodsWithTwoThousandSeriesNoMoreIsRememberedThanThereIsRoomFor()
      throws IOException {
    scrapeAll(200, page(2_000, 4, 1), page(2_000, 4, 2));

    assertThat(tracks()).isEqualTo(Budget.MOST_SERIES);
    assertThat(rings()).isEqualTo(Budget.MOST_RINGS);
    assertThat(pods.stream().mapToInt(PodSeries::leftOut).sum())
        .as("what is left out is counted")
        .isEqualTo(200 * 2_000 - Budget.MOST_SERIES);
  }

  @Test
  void longNamesLeaveRoomForFewer() throws IOException {
    scrapeAll(100, page(2_000, 400, 1));

    assertThat(text()).isLessThanOrEqualTo(Budget.MOST_TEXT);
    assertThat(tracks()).isBetween(Budget.MOST_TEXT / 1_024, Budget.MOST_TEXT / 800);
    assertThat(pods.stream().mapToInt(PodSeries::leftOut).sum() + tracks()).isEqualTo(100 * 2_000);
  }

  @Test
  void whatIsForgottenIsRoomForOthers() throws IOException {
    for (int i = 0; i < 3; i++) {
      scrapeAll(60, page(2_000, 400, 1), page(2_000, 400, 2));
      int tracks = tracks();
      int rings = rings();
      pods.forEach(PodSeries::clear);
      assertThat(tracks).isBetween(Budget.MOST_TEXT / 1_024, Budget.MOST_TEXT / 800);
      assertThat(rings).isEqualTo(Math.min(tracks, Budget.MOST_RINGS));
      pods.clear();
    }
  }

  /** Whoever comes later finds half of what is left. */
  @Test
  void aNamespaceTakesHalfOfWhatOthersHaveLeft() throws IOException {
    for (int left : new int[] {100_000, 50_000, 25_000}) {
      int before = tracks();
      Room room = budget.of("shop-" + left);
      scrapeAll(room, 30, page(2_000, 4, 1));
      scrapeAll(budget.of("shop-" + left), 30, page(2_000, 4, 1)); // another window of it
      assertThat(tracks() - before).isEqualTo(left / 2);
    }
    assertThat(budget.leftSeries()).isEqualTo(12_500);
  }

  @Test
  void soItDoesOfLongNamesAndOfLastValues() throws IOException {
    scrapeAll(budget.of("long"), 60, page(2_000, 400, 1));
    assertThat(text()).isBetween(Budget.MOST_TEXT / 2 - 1_024, Budget.MOST_TEXT / 2);
    pods.forEach(PodSeries::clear);
    pods.clear();
    scrapeAll(budget.of("lively"), 20, page(2_000, 4, 1), page(2_000, 4, 2));
    assertThat(rings()).isEqualTo(Budget.MOST_RINGS / 2);
  }

  @Test
  void whatANamespaceForgetsIsRoomForItAndForOthers() throws IOException {
    scrapeAll(budget.of("shop"), 30, page(2_000, 4, 1), page(2_000, 4, 2));
    pods.forEach(PodSeries::clear);
    pods.clear();
    assertThat(budget.leftSeries()).isEqualTo(Budget.MOST_SERIES);
    assertThat(budget.leftRings()).isEqualTo(Budget.MOST_RINGS);
    assertThat(budget.leftText()).isEqualTo(Budget.MOST_TEXT);
    scrapeAll(budget.of("shop"), 30, page(2_000, 4, 1));
    assertThat(tracks()).isEqualTo(Budget.MOST_SERIES / 2);
  }

  @Test
  void allOfThatTakesLessThanHalfOfTheHeap() {
    int ofASeries =
        size(Track.class)
            + size(Levels.class)
            + size(String.class)
            + ARRAY
            + REFERENCE // in the list of all
            + 2 * REFERENCE; // in the index, of which up to a half is used
    long most =
        (long) Budget.MOST_SERIES * ofASeries
            + Budget.MOST_TEXT
            + (long) Budget.MOST_RINGS * (ARRAY + Double.BYTES * Track.REMEMBERED);
    assertThat(most).isLessThan(52L << 20);
  }

  /** Of an object, as HotSpot lays it out: header and fields, in words of eight bytes. */
  private static int size(Class<?> type) {
    int fields =
        Stream.of(type.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .map(Field::getType)
            .mapToInt(
                field ->
                    field == long.class || field == double.class
                        ? Long.BYTES
                        : field == boolean.class || field == byte.class ? 1 : REFERENCE)
            .sum();
    return (HEADER + fields + 7) / 8 * 8;
  }

  private void scrapeAll(int many, byte[]... pages) throws IOException {
    scrapeAll(budget, many, pages);
  }

  private void scrapeAll(Room room, int many, byte[]... pages) throws IOException {
    for (int i = 0; i < many; i++) {
      var series = new PodSeries(room);
      for (int j = 0; j < pages.length; j++) {
        series.begin();
        Exposition.read(new ByteArrayInputStream(pages[j]), series);
        series.commit(START.plusSeconds(3L * j), Phase.Load);
      }
      pods.add(series);
    }
  }

  private static byte[] page(int series, int length, int value) {
    String label = "a".repeat(length);
    return IntStream.range(0, series)
        .mapToObj(i -> "m%d{l=\"%s\"} %d\n".formatted(i, label, value))
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private int tracks() {
    return pods.stream().mapToInt(pod -> pod.all().size()).sum();
  }

  private int rings() {
    return (int)
        pods.stream()
            .flatMap(pod -> pod.all().stream())
            .filter(track -> track.ring() != null)
            .count();
  }

  private int text() {
    return pods.stream()
        .flatMap(pod -> pod.all().stream())
        .mapToInt(track -> 2 * track.text().length())
        .sum();
  }
}
