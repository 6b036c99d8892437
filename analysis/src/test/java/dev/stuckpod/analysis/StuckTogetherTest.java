package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Routines that wait for each other's messages: sure only where memory says that nobody else is
 * left who could end it.
 */
class StuckTogetherTest {
  private static final long REQUESTS = 0xc000104000L;
  private static final long ANSWERS = 0xc000104070L;
  private static final String PAIR = "main.pair in goroutine 38";

  private static MemoryText pair() {
    return new MemoryText()
        .still()
        .startedBy(PAIR)
        .at("channel: 0xc000104070 (0/0)")
        .sends(39, ANSWERS, "main.(*session).serve(...) app.go:20")
        .at("channel: 0xc000104000 (0/0)")
        .sends(40, REQUESTS, "main.(*session).ask(...) app.go:10");
  }

  @Test
  void twoThatSendToEachOtherAreStuckForSure() throws Exception {
    Analysis analysis = analyze(pair().toString());

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Strong);
    assertThat(analysis.findings().getFirst().evidence())
        .anyMatch(e -> e.startsWith("memory: nobody else stands at their channels"));
  }

  @Test
  void whoHasStartedThemMayWaitForTheirEnd() throws Exception {
    MemoryText text =
        pair()
            .startedBy("main.main in goroutine 1")
            .at("channel: 0xc000104100 (0/0)")
            .receives(38, 0xc000104100L, "main.pair() app.go:5");

    assertThat(analyze(text.toString()).confidence()).isEqualTo(Confidence.Strong);
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other("a brother sleeps", t -> t.sleeps(41, "main.(*session).end() app.go:30")),
        other("a brother waits for a peer", t -> t.polls(41, "main.(*session).end() app.go:30")),
        other(
            "a brother waits for a time",
            t ->
                t.at("channel: 0xc000104200 (0/1)")
                    .receives(41, 0xc000104200L, "main.(*session).end(...) app.go:30")),
        other(
            "a brother waits for somebody else",
            t ->
                t.at("select: receive 0xc000104200 (0/0); receive 0xc000104270 (0/0)")
                    .selects(41, "main.(*session).end(...) app.go:30")),
        other(
            "who has started them waits for something else",
            t ->
                t.startedBy("main.main in goroutine 1")
                    .at("channel: 0xc000104200 (0/0)")
                    .receives(38, 0xc000104200L, "main.drain() app.go:40", "main.pair() app.go:5")),
        other(
            "they have started one",
            t ->
                t.startedBy("main.(*session).ask in goroutine 40")
                    .at("channel: 0xc000104200 (0/0)")
                    .receives(42, 0xc000104200L, "main.listen() app.go:50")),
        other(
            "a stranger stands at the other side",
            t ->
                t.startedBy("main.main in goroutine 1")
                    .at("select: receive 0xc000104000 (0/0); receive 0xc000104270 (0/0)")
                    .selects(43, "main.watch() app.go:60")),
        other(
            "a stranger was given the channel",
            t ->
                t.startedBy("main.main in goroutine 1")
                    .at("channel: 0xc000104200 (0/0)")
                    .receives(43, 0xc000104200L, "main.watch(0x1, 0xc000104000) app.go:60")),
        other(
            "one of them has run",
            t ->
                t.ran()
                    .at("channel: 0xc000104000 (0/0)")
                    .sends(44, REQUESTS, "main.(*session).ask(...) app.go:10")));
  }

  private static Arguments other(String name, UnaryOperator<MemoryText> more) {
    return Arguments.of(name, more);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void isNotSureWhereSomebodyElseMayCome(String name, UnaryOperator<MemoryText> more)
      throws Exception {
    Analysis analysis = analyze(more.apply(pair()).toString());

    assertThat(analysis.confidence()).as(name).isNotIn(Confidence.Strong, Confidence.Proven);
  }

  @Test
  void isNotSureOfOneSampleOrOfADumpThatIsCut() throws Exception {
    String text = pair().toString();

    assertThat(analyze(text.replaceAll("\t# has not run.*\n", "")).confidence())
        .isEqualTo(Confidence.Suspected);
    assertThat(analyze(text.replaceAll("# end.*\n", "")).confidence())
        .isEqualTo(Confidence.Suspected);
  }

  @Test
  void isNotSureWhereAGoroutineHasNoStack() throws Exception {
    String unread = "goroutine 43 gp=0xc000000043 m=1 [running]:\n\t# torn: it ran\n\n";
    String text =
        pair().toString().replace("# end: 2 goroutines", unread + "# end: 3 goroutines, 1 torn");

    assertThat(analyze(text).confidence()).isNotIn(Confidence.Strong, Confidence.Proven);
  }

  private static MemoryText group(String channels, String... owe) {
    return new MemoryText()
        .still()
        .joins(29, 0xc0001006f0L, "main.(*tail).Stop(...) app.go:70", "main.run() app.go:80")
        .startedBy("main.(*tail).start in goroutine 29")
        .at("select: " + channels)
        .selects(30, "main.(*tail).follow(0xc0001006e0) app.go:60")
        .at("select: " + channels)
        .selects(31, "main.(*tail).follow(0xc0001006e0) app.go:60")
        .says("WaitGroup 0xc0001006f0: counter 2, 1 waiting; queue 29", owe);
  }

  @Test
  void membersThatAreToBeDoneAndThatNobodyTellsToEndAreStuckForSure() throws Exception {
    String[] owe = {
      "to be done by 30: proven, Done deferred", "to be done by 31: strong, Done ahead"
    };

    Analysis told = analyze(group("receive 0xc000104300 (0/0)", owe).toString());
    Analysis timed = analyze(group("receive 0xc000104300 (0/1)", owe).toString());

    assertThat(told.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(told.confidence()).isEqualTo(Confidence.Strong);
    assertThat(told.findings().getFirst().evidence())
        .contains("memory: the counter is 2; goroutine 30 is to call Done, and 1 others");
    assertThat(timed.confidence()).isEqualTo(Confidence.Suspected);
  }

  @Test
  void membersAreNotSureWhereMemoryDoesNotSayThatTheyAreToBeDone() throws Exception {
    for (String owe :
        new String[] {
          "to be done by 30: suspected, Done ahead",
          "to be done by nobody who can be named: unlocked for another",
          "to be done by 2 more, on no stack"
        }) {
      assertThat(analyze(group("receive 0xc000104300 (0/0)", owe).toString()).findings())
          .noneMatch(f -> f.rule().equals("GroupWait") && f.confidence() != Confidence.Suspected);
    }
  }

  @Test
  void whoWaitsForTheGroupThatWaitsForHimIsStuckForSure() throws Exception {
    long all = 0xc0001006f0L;
    MemoryText text =
        new MemoryText()
            .still()
            .joins(37, all, "main.own() app.go:40")
            .startedBy("main.own in goroutine 37")
            .joins(38, all, "main.meet(0xc0001006f0) app.go:44", "main.own.func1() app.go:38")
            .joins(39, all, "main.meet(0xc0001006f0) app.go:44", "main.own.func1() app.go:38")
            .says(
                "WaitGroup 0xc0001006f0: counter 2, 3 waiting; queue 37 38 39",
                "to be done by 38: proven, Done deferred",
                "to be done by 39: proven, Done deferred");

    assertThat(analyze(text.toString()).verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analyze(text.toString()).confidence()).isEqualTo(Confidence.Strong);
    assertThat(analyze(text.toString().replace("# has not run for 5.0s", "")).confidence())
        .isEqualTo(Confidence.Suspected);
    assertThat(
            analyze(text.toString().replace("not run for 5.0s", "not run for 0.4s")).confidence())
        .as("a moment tells nothing")
        .isEqualTo(Confidence.Suspected);
  }

  private static MemoryText crowd(int senders) {
    MemoryText text = new MemoryText().still().startedBy("main.load in goroutine 7");
    for (int id = 100; id < 100 + senders; id++) {
      text.at("channel: 0xc000104400 (8/8)").sends(id, 0xc000104400L, "main.emit(0x7) app.go:14");
    }
    return text;
  }

  @Test
  void aCrowdAtOneChannelIsStuckForSureWhereNobodyIsLeftToReceive() throws Exception {
    Analysis alone = analyze(crowd(60).toString());
    Analysis among =
        analyze(
            crowd(60)
                .at("channel: 0xc000104500 (0/0)")
                .receives(50, 0xc000104500L, "main.drain() app.go:30")
                .toString());

    assertThat(alone.findings()).extracting(f -> f.rule()).containsExactly("CrowdedChannel");
    assertThat(alone.findings().getFirst().title())
        .startsWith("60 goroutines send to one channel in emit");
    assertThat(alone.confidence()).isEqualTo(Confidence.Strong);
    assertThat(among.confidence()).isEqualTo(Confidence.Suspected);
  }

  private static Analysis analyze(String text) throws Exception {
    return Analyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
