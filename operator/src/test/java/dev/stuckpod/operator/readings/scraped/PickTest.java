package dev.stuckpod.operator.readings.scraped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.rules.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which samples of a page are a rule's metric. */
class PickTest {

  private static final String PAGE =
      """
      # TYPE done counter
      done_total{code="200",zone="a"} 1
      done_total{zone="a", code="500"} 2
      done_total{zone="b"} 4
      done_totals 8
      xdone_total 16
      quoted{text="a \\"b\\" \\\\ c"} 32
      {"my.name",zone="a"} 64
      nothing NaN
      """;

  @Test
  void byNameAlone() {
    assertThat(sum("done_total", Map.of())).isEqualTo(7);
  }

  @Test
  void byLabelsInAnyOrder() {
    assertThat(sum("done_total", Map.of("zone", "a"))).isEqualTo(3);
    assertThat(sum("done_total", Map.of("code", "500", "zone", "a"))).isEqualTo(2);
    assertThat(sum("done_total", Map.of("code", "404"))).isZero();
  }

  @Test
  void anEmptyValueIsThatOfALabelThatIsNotThere() {
    assertThat(sum("done_total", Map.of("code", ""))).isEqualTo(4);
  }

  @Test
  void byTextsWithQuotesAndNamesWithDots() {
    assertThat(sum("quoted", Map.of("text", "a \"b\" \\ c"))).isEqualTo(32);
    assertThat(sum("my.name", Map.of("zone", "a"))).isEqualTo(64);
  }

  @Test
  void noNumberIsNoValue() {
    assertThat(sum("nothing", Map.of())).isZero();
  }

  /** Else one page would take seconds of the CPU that all share. */
  @Test
  void aPageThatTakesTooLongToBeSearchedIsNoHalfTruth() {
    var match = new HashMap<String, String>();
    IntStream.range(0, 8).forEach(i -> match.put("y" + i, "1"));
    List<Metric> metrics =
        IntStream.range(0, 64)
            .mapToObj(
                i -> {
                  match.put("y7", "no" + i);
                  return Metric.of("m", match);
                })
            .toList();
    String labels =
        IntStream.range(0, 24).mapToObj(i -> "x" + i + "=\"\",").collect(Collectors.joining())
            + IntStream.range(0, 8)
                .mapToObj(i -> "y" + i + "=\"1\"")
                .collect(Collectors.joining(","));
    int enough = Collected.MOST_COMPARED / (64 * 8 * 32);

    Collected some = Pages.read(("m{" + labels + "} 1\n").repeat(enough), metrics);
    Collected more = Pages.read(("m{" + labels + "} 1\n").repeat(enough + 1), metrics);

    assertThat(metrics).noneMatch(metric -> some.of(metric).more());
    assertThat(metrics).anyMatch(metric -> more.of(metric).more());
  }

  private static double sum(String name, Map<String, String> match) {
    Metric metric = Metric.of(name, match);
    Collected.Series series = Pages.read(PAGE, List.of(metric)).of(metric);
    double sum = 0;
    for (int i = 0; i < series.size(); i++) {
      sum += series.value(i);
    }
    return sum;
  }
}
