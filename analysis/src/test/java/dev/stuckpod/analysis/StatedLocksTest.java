package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Confidence;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Markdown;
import dev.stuckpod.analysis.report.PlainText;
import dev.stuckpod.analysis.report.Role;
import dev.stuckpod.analysis.report.Verdict;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks whose holders a dump states that was read from memory. */
class StatedLocksTest {
  private static final long A = 0xc000012340L;
  private static final long B = 0xc000012380L;
  private static final long C = 0xc0000123c0L;
  private static final long CHANNEL = 0xc000056070L;

  /** Each edge proven: one sample is Strong, two in which nobody has run prove it. */
  @ParameterizedTest
  @CsvSource({
    "proven, proven, true, Proven",
    "proven, strong, true, Strong",
    "strong, strong, true, Strong",
    "proven, suspected, true, Suspected",
    "proven, proven, false, Strong",
    "strong, proven, false, Strong",
    "suspected, suspected, false, Suspected",
  })
  void twoLocksInACircleAreAsSureAsTheirHolders(
      String first, String second, boolean still, Confidence confidence) throws Exception {
    Analysis analysis = analyze(abba(first, second, still, still));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
    assertThat(analysis.confidence()).isEqualTo(confidence);
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.kind().label()).isEqualTo("ab-ba");
    assertThat(finding.evidence())
        .contains(
            "memory: goroutine 7 holds the Mutex 0xc000012340 (%s), locked in move (app.go:20), unlock deferred"
                .formatted(first));
    assertThat(finding.participants())
        .filteredOn(p -> p.role() == Role.HOLDER)
        .flatExtracting(Finding.Participant::ids)
        .containsExactlyInAnyOrder("7", "8");
  }

  @Test
  void oneOfTheCircleWhoHasRunMakesItContention() throws Exception {
    Analysis analysis = analyze(abba("proven", "proven", true, false));

    assertThat(analysis.verdict()).isEqualTo(Verdict.Contention);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
  }

  @Test
  void whoeverElseComesToWaitMeanwhileChangesNothing() throws Exception {
    MemoryText text = abba("proven", "proven", true, true).ran();
    for (int id = 100; id < 150; id++) {
      text.locks(id, A, "main.look() app.go:50");
    }

    assertThat(analyze(text))
        .returns(Verdict.Deadlock, Analysis::verdict)
        .returns(Confidence.Proven, Analysis::confidence);
  }

  @Test
  void twoDumpsInWhichTheyStandAreTheSame() throws Exception {
    List<InputStream> dumps =
        List.of(
            abba("proven", "proven", false, false).in(), abba("proven", "strong", true, true).in());

    assertThat(Analyzer.analyzeSeries(dumps, Options.DEFAULT))
        .returns(Verdict.Deadlock, Analysis::verdict)
        .returns(Confidence.Strong, Analysis::confidence);
  }

  @Test
  void threeLocksInACircleAreProvenLikewise() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .locks(7, B, "main.a() app.go:20")
            .locks(8, C, "main.b() app.go:30")
            .locks(9, A, "main.c() app.go:40")
            .says("Mutex 0xc000012340: locked, 1 waiting; queue 9", "held by 7: proven")
            .says("Mutex 0xc000012380: locked, 1 waiting; queue 7", "held by 8: proven")
            .says("Mutex 0xc0000123c0: locked, 1 waiting; queue 8", "held by 9: proven");

    Analysis analysis = analyze(text);

    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.cause()).startsWith("3 locks in a circle");
    assertThat(analysis.findings()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true, Proven", "false, Strong"})
  void oneThatTakesALockTwiceIsNamedWhereItDoes(boolean still, Confidence confidence)
      throws Exception {
    MemoryText text = still ? new MemoryText().still() : new MemoryText();
    text.locks(7, A, "main.(*box).put(0xc000012300) app.go:20", "main.replace() app.go:30")
        .locks(8, A, "main.(*box).put(0xc000012300) app.go:20")
        .says(
            "Mutex 0xc000012340: locked, 2 waiting; queue 7 8",
            "held by 7: proven, locked in main.replace at app.go:30, unlock ahead");

    Analysis analysis = analyze(text);

    assertThat(analysis.confidence()).isEqualTo(confidence);
    assertThat(analysis.findings().getFirst())
        .returns("double-locking", f -> f.kind().label())
        .satisfies(f -> assertThat(f.title()).contains("held by replace (app.go:30)"))
        .satisfies(f -> assertThat(f.participants().getFirst().location()).isEqualTo("app.go:30"));
  }

  @ParameterizedTest
  @CsvSource({
    "R, W, rwr, A read lock must not be taken twice", // again behind a writer
    "W, -, double-locking, A read lock cannot be turned into a write lock",
  })
  void aReaderThatWaitsForItselfIsTold(String waits, String other, String kind, String why)
      throws Exception {
    MemoryText text = new MemoryText().still();
    String[] calls = {"main.get() app.go:20", "main.both() app.go:30"};
    if (waits.equals("R")) {
      text.reads(7, A, calls);
    } else {
      text.writes(7, A, calls);
    }
    if (other.equals("W")) {
      text.writes(9, A, "main.set() app.go:40");
    }
    text.says(
        "RWMutex 0xc000012340: 1 reading, a writer waits, 0 waiting to read, 0 more to write;"
            + " writer 9",
        "held by 7, to read: proven, locked in main.both at app.go:30, unlock deferred");

    Analysis analysis = analyze(text);

    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo(kind);
    assertThat(analysis.findings().getFirst().explanation()).startsWith(why);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Proven);
    assertThat(analysis.verdict()).isEqualTo(Verdict.Deadlock);
  }

  /** By lines alone 7, past the lock in the same function, has it; memory says that 8 does. */
  @Test
  void memoryContradictsWhatAStackOnlySeemsToShow() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .sends(7, CHANNEL, "main.(*hub).add(0xc000012300) app.go:25")
            .locks(9, A, "main.(*hub).add(0xc000012300) app.go:20")
            .locks(10, A, "main.(*hub).add(0xc000012300) app.go:20")
            .polls(8, "main.fetch() app.go:80", "main.refresh() app.go:90");
    String word = "Mutex 0xc000012340: locked, 2 waiting; queue 9 10";

    Analysis guessed = analyze(text);
    Analysis stated =
        analyze(
            text.says(
                word, "held by 8: proven, locked in main.refresh at app.go:90, unlock deferred"));

    assertThat(guessed.findings().getFirst().title()).contains("held by add (app.go:25)");
    assertThat(stated.findings().getFirst().title()).contains("held by refresh (app.go:90)");
    assertThat(stated.findings().getFirst().evidence())
        .anyMatch(e -> e.startsWith("memory: (*hub).add does not hold it, though its stack"));
    assertThat(stated.findings()).noneMatch(f -> f.title().contains("held by add"));
  }

  @Test
  void whereNobodyCanBeNamedNobodyIsGuessed() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .sends(7, CHANNEL, "main.(*hub).add(0xc000012300) app.go:25")
            .locks(9, A, "main.(*hub).add(0xc000012300) app.go:20")
            .says(
                "Mutex 0xc000012340: locked, 1 waiting; queue 9",
                "held by nobody who can be named: unlocked for another");

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(Verdict.Inconclusive);
    assertThat(analysis.findings())
        .noneMatch(f -> f.participants().stream().anyMatch(p -> p.role() == Role.HOLDER));
    assertThat(analysis.findings().getFirst().evidence())
        .contains("memory: who holds it cannot be named: unlocked for another");
  }

  @Test
  void aLockAcrossASendIsStrongOnlyIfNobodyHasRun() throws Exception {
    MemoryText once = acrossSend(new MemoryText());
    MemoryText twice = acrossSend(new MemoryText().still());

    assertThat(analyze(once).confidence()).isEqualTo(Confidence.Suspected);
    assertThat(analyze(twice))
        .returns(Confidence.Strong, Analysis::confidence)
        .returns("channel-and-lock", a -> a.findings().getFirst().kind().label());
  }

  private static MemoryText acrossSend(MemoryText text) {
    return text.sends(7, CHANNEL, "main.push() app.go:25")
        .locks(9, A, "main.take() app.go:40")
        .locks(10, A, "main.take() app.go:40")
        .says(
            "Mutex 0xc000012340: locked, 2 waiting; queue 9 10",
            "held by 7: proven, locked in main.push at app.go:25, unlock ahead");
  }

  /** The holder hands work to a pool all of whose workers wait for its lock. */
  @ParameterizedTest
  @CsvSource({"true, true, Proven", "true, false, Strong", "false, false, Strong"})
  void aPoolAllOfWhoseWorkersWaitIsProvenIfNoneHasRun(
      boolean holder, boolean workers, Confidence confidence) throws Exception {
    MemoryText text = new MemoryText();
    (holder ? text.still() : text.ran())
        .sends(7, CHANNEL, "main.(*pool).run(0xc000190000) pool.go:25", "main.cast() app.go:31");
    text.writes(30, A, "main.join() app.go:60");
    if (!workers) {
      text.ran();
    }
    for (int id = 40; id < 44; id++) {
      text.reads(id, A, "main.look() app.go:40", "main.(*pool).work(0xc000190000) pool.go:44");
    }
    text.says(
        "RWMutex 0xc000012340: 1 reading, a writer waits, 4 waiting to read, 0 more to write;"
            + " readers 40 41 42 43; writer 30",
        "held by 7, to read: proven, locked in main.cast at app.go:31, unlock deferred");

    Analysis analysis = analyze(text);

    assertThat(analysis.findings().getFirst().kind().label()).isEqualTo("channel-and-lock");
    assertThat(analysis.findings().getFirst().title())
        .contains("4 of 4 workers", "read-held by cast");
    assertThat(analysis.confidence()).isEqualTo(confidence);
  }

  @ParameterizedTest
  @CsvSource({
    "IO, true, lock-across-io, Contention, Proven",
    "IO, false, lock-across-io, Contention, Strong",
    "sleep, true, convoy, Contention, Proven",
  })
  void aHolderThatWaitsForTheOutsideIsToldAsThat(
      String waits, boolean still, String kind, Verdict verdict, Confidence confidence)
      throws Exception {
    MemoryText text = still ? new MemoryText().still() : new MemoryText();
    if (waits.equals("IO")) {
      text.polls(7, "main.call() app.go:25");
    } else {
      text.sleeps(7, "main.call() app.go:25");
    }
    text.locks(9, A, "main.take() app.go:40")
        .locks(10, A, "main.take() app.go:40")
        .says(
            "Mutex 0xc000012340: locked, 2 waiting; queue 9 10",
            "held by 7: proven, locked in main.call at app.go:25, unlock ahead");

    assertThat(analyze(text))
        .returns(verdict, Analysis::verdict)
        .returns(confidence, Analysis::confidence)
        .returns(kind, a -> a.findings().getFirst().kind().label());
  }

  @ParameterizedTest
  @CsvSource({"runnable, 30, Contention", "running, 30, Contention", "runnable, 3, NothingFound"})
  void aHolderThatRunsIsNoDeadlock(String state, int waiting, Verdict verdict) throws Exception {
    MemoryText text = new MemoryText().goroutine(7, state, "", "main.call() app.go:25");
    for (int id = 10; id < 10 + waiting; id++) {
      text.locks(id, A, "main.take() app.go:40");
    }
    text.says(
        "Mutex 0xc000012340: locked, %d waiting; queue 10 11 12 ...".formatted(waiting),
        "held by 7: proven, locked in main.call at app.go:25, unlock ahead");

    Analysis analysis = analyze(text);

    assertThat(analysis.verdict()).isEqualTo(verdict);
    assertThat(analysis.confidence()).isEqualTo(Confidence.Suspected);
  }

  /** Its id is not among the few that its group keeps. */
  @Test
  void aHolderIsFoundAmongManyThatDoTheSame() throws Exception {
    MemoryText text = new MemoryText().still();
    for (int id = 100; id < 400; id++) {
      text.sends(id, CHANNEL, "main.push() app.go:25");
    }
    text.locks(9, A, "main.take() app.go:40")
        .says(
            "Mutex 0xc000012340: locked, 1 waiting; queue 9",
            "held by 391: proven, locked in main.push at app.go:25, unlock ahead");

    Analysis analysis = analyze(text);

    assertThat(analysis.findings().getFirst().participants())
        .filteredOn(p -> p.role() == Role.HOLDER)
        .singleElement()
        .returns(1, Finding.Participant::count)
        .returns(List.of("391"), Finding.Participant::ids);
    assertThat(analysis.summary().routines()).isEqualTo(301);
  }

  @Test
  void aWorkerWithoutWorkMayHoldALock() throws Exception {
    MemoryText text =
        new MemoryText()
            .still()
            .goroutine(
                7,
                "chan receive",
                "runtime.chanrecv2(0xc000056070, 0x0)\n\truntime/chan.go:514 +0x12\n",
                "main.worker() app.go:25")
            .locks(9, A, "main.take() app.go:40")
            .says(
                "Mutex 0xc000012340: locked, 1 waiting; queue 9",
                "held by 7: proven, locked in main.worker at app.go:25, unlock deferred");

    assertThat(analyze(text).findings().getFirst().title()).contains("held by worker (app.go:25)");
  }

  @Test
  void theJsonHasWhoHoldsIt() throws Exception {
    MemoryText text = abba("proven", "strong", true, true);
    text.says(
        "RWMutex 0xc0000a8000: 3 reading, a writer waits, 0 waiting to read, 0 more to write;"
            + " writer 9",
        "held by 7, to read, 2 times: strong",
        "held by 1 more, to read, on no stack: returned without unlocking, or ended; 2 goroutines"
            + " could not be read");

    JsonNode locks = new ObjectMapper().valueToTree(analyze(text)).get("locks");

    assertThat(locks.get(0).get("holders").toString())
        .isEqualTo(
            """
            {"named":[{"id":"7","times":1,"confidence":"Proven","function":"main.move",\
            "location":"app.go:20","release":"unlock deferred"}],\
            "more":false,"onNoStack":0,"unreadable":0}\
            """);
    assertThat(locks.get(2).get("holders").toString())
        .isEqualTo(
            """
            {"named":[{"id":"7","way":"read","times":2,"confidence":"Strong"}],\
            "more":false,"onNoStack":1,"unreadable":2}\
            """);
  }

  @Test
  void textAndMarkdownSayWhereAFactComesFrom() throws Exception {
    Analysis analysis = analyze(abba("proven", "proven", true, true));

    assertThat(PlainText.of(analysis).toString())
        .contains("memory: goroutine 7 holds the Mutex 0xc000012340 (proven)")
        .contains("memory: none of the 2 in question has run at all for 5.0s");
    assertThat(Markdown.of(analysis, null).toString()).contains("memory: goroutine 7 holds");
  }

  private static MemoryText abba(String first, String second, boolean seven, boolean eight) {
    MemoryText text = new MemoryText();
    (seven ? text.still() : text.ran()).locks(7, B, "main.move() app.go:20");
    (eight ? text.still() : text.ran()).locks(8, A, "main.back() app.go:30");
    return text.says(
            "Mutex 0xc000012340: locked, 1 waiting; queue 8",
            "held by 7: %s, locked in main.move at app.go:20, unlock deferred".formatted(first))
        .says(
            "Mutex 0xc000012380: locked, 1 waiting; queue 7",
            "held by 8: %s, locked in main.back at app.go:30, unlock deferred".formatted(second));
  }

  private static Analysis analyze(MemoryText text) throws Exception {
    return Analyzer.analyze(text.in());
  }
}
