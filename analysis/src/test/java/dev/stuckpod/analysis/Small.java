package dev.stuckpod.analysis;

import dev.stuckpod.analysis.report.Analysis;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Small dumps as the runtimes print them, each for one behaviour. */
final class Small {
  private Small() {}

  /**
   * Gives a goroutine.
   *
   * @param calls innermost first, a call and its position: {@code "main.run(0xc1)", "/app/a.go:7"};
   *     a call alone says who has started it
   */
  static String goroutine(int id, String state, String... calls) {
    StringBuilder text = new StringBuilder("goroutine %d [%s]:\n".formatted(id, state));
    for (int i = 0; i + 1 < calls.length; i += 2) {
      text.append(calls[i]).append("\n\t").append(calls[i + 1]).append(" +0x1d\n");
    }
    return text.append('\n').toString();
  }

  /**
   * Gives a thread of HotSpot.
   *
   * @param lines without their indent: {@code at shop.Till.sell(Till.java:7)}, {@code - locked
   *     <0x1> (a shop.Till)}
   */
  static String thread(String name, int number, String state, String... lines) {
    return "\"%s\" #%d prio=5 os_prio=0 cpu=12.00ms elapsed=500.00s tid=0x%016x nid=%d x\n"
            .formatted(name, number, 0x7f0000000000L + number, 1000 + number)
        + "   java.lang.Thread.State: %s\n".formatted(state)
        + Stream.of(lines).map(l -> "\t" + l + "\n").collect(Collectors.joining())
        + "\n";
  }

  static String go(String... goroutines) {
    return String.join("", goroutines);
  }

  static String java(String... threads) {
    return "Full thread dump OpenJDK 64-Bit Server VM (21.0.2+13 mixed mode, sharing):\n\n"
        + String.join("", threads)
        + "JNI global refs: 16, weak refs: 0\n\n";
  }

  static String times(int n, java.util.function.IntFunction<String> one) {
    return IntStream.range(0, n).mapToObj(one).collect(Collectors.joining());
  }

  static Analysis explain(String dump) throws Exception {
    return Analyzer.analyze(bytes(dump));
  }

  static Analysis explain(List<String> dumps) throws Exception {
    return Analyzer.analyzeSeries(dumps.stream().map(Small::bytes).toList(), Options.DEFAULT);
  }

  private static InputStream bytes(String dump) {
    return new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8));
  }
}
