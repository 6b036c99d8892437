package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that does not answer is told with its address, where a dump from memory has it. */
class PeerNamesTest {
  private static final String POSTGRES = "10.0.0.7:5432";

  private static String to(int local, String peer) {
    return "at socket: tcp 10.0.0.3:%d to %s".formatted(local, peer);
  }

  private static MemoryText asks(MemoryText dump, int from, int n) {
    for (int i = 0; i < n; i++) {
      dump.at("select: receive 0x%x (0/0)".formatted(0xc000200000L + 64L * i))
          .selects(
              from + i,
              "database/sql.(*DB).conn(0xc000010000, {0x1, 0x2}, 0x1) database/sql/sql.go:1425",
              "database/sql.(*DB).QueryContext(0xc000010000) database/sql/sql.go:1813",
              "main.find(0xc000010000) find.go:31");
    }
    return dump;
  }

  private static MemoryText queries(MemoryText dump, int id, String peer) {
    return dump.at(to(51000 + id, peer))
        .polls(
            id,
            "net.(*conn).Read(0xc000012000) net/net.go:196",
            "github.com/lib/pq.(*conn).recv(0xc000013000) pq/conn.go:965",
            "database/sql.(*DB).queryDC(0xc000010000) database/sql/sql.go:1786",
            "main.load(0xc000010000) load.go:12");
  }

  @Test
  void aSilentDatabaseBehindAPoolIsNamed() throws Exception {
    MemoryText dump = asks(new MemoryText().still(), 100, 12);
    for (int i = 0; i < 4; i++) {
      queries(dump, 10 + i, POSTGRES);
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.cause())
        .isEqualTo(
            "12 goroutines wait for a connection in find (find.go:31); the 4 that have one wait for"
                + " the answer of 10.0.0.7:5432 in load (load.go:12)");
    Finding finding = analysis.findings().getFirst();
    assertThat(finding.resource()).isEqualTo(new Finding.Resource("connection", POSTGRES, ""));
    assertThat(finding.evidence()).contains("connections that they wait at: 4 to 10.0.0.7:5432");
    assertThat(finding.suggestion()).startsWith("Look at 10.0.0.7:5432, ");
    assertThat(new ObjectMapper().writeValueAsString(analysis))
        .contains("\"resource\":{\"kind\":\"connection\",\"address\":\"10.0.0.7:5432\"");
  }

  @Test
  void ofSeveralPeersTheOneWithMostIsNamedAndTheOthersAreCounted() throws Exception {
    MemoryText dump = asks(new MemoryText().still(), 100, 12);
    for (int i = 0; i < 10; i++) {
      String peer = i < 5 ? POSTGRES : i < 7 ? "10.0.0.8:5432" : "[2001:db8::%d]:5432".formatted(i);
      queries(dump, 10 + i, peer);
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.cause()).contains("for the answer of 10.0.0.7:5432 (5 of 10) in load");
    assertThat(analysis.findings().getFirst().evidence())
        .contains(
            "connections that they wait at: 5 to 10.0.0.7:5432, 2 to 10.0.0.8:5432,"
                + " 1 to [2001:db8::7]:5432, 2 to others");
  }

  @Test
  void whoWaitsForRedisIsToldOfWhich() throws Exception {
    Analysis analysis = Analyzer.analyze(calls(12).in());

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.cause())
        .startsWith(
            "12 goroutines wait in count (count.go:12) for the answer of 10.0.0.9:6379 to one"
                + " outgoing call");
  }

  @Test
  void whereVeryManyPileUpInACallItIsToldWhoIsCalled() throws Exception {
    Analysis analysis =
        Analyzer.analyze(
            calls(1200).goroutine(1, "running", "", "main.work(0xc000010000) work.go:9").in());

    assertThat(analysis.cause())
        .isEqualTo(
            "1200 of 1201 goroutines stand in readReply (conn.go:400), where they wait for"
                + " 10.0.0.9:6379");
    assertThat(analysis.findings().getFirst().evidence())
        .contains("connections that they wait at: 1200 to 10.0.0.9:6379");
  }

  /** In net/http, one goroutine waits for the answer and another one reads it. */
  @ParameterizedTest
  @CsvSource({"1, true", "5, false"})
  void wherePeersAreReadOnBehalfOfOthersTheOneOfNearlyAllIsNamed(int idle, boolean named)
      throws Exception {
    MemoryText dump = new MemoryText();
    for (int i = 0; i < 12; i++) {
      dump.at("select: receive 0x%x (0/0)".formatted(0xc000200000L + 64L * i))
          .selects(
              100 + i,
              "net/http.(*persistConn).roundTrip(0xc000200000) net/http/transport.go:2763",
              "net/http.(*Transport).roundTrip(0xc000100000) net/http/transport.go:678",
              "main.fetch(0xc000010000) fetch.go:12");
    }
    for (int i = 0; i < 12 + idle; i++) {
      dump.at(to(51000 + i, i < 12 ? "10.0.0.7:80" : "10.0.0.8:80"))
          .polls(
              10 + i,
              "net.(*conn).Read(0xc000012000) net/net.go:196",
              "net/http.(*persistConn).Read(0xc000200000) net/http/transport.go:2122",
              "bufio.(*Reader).Peek(0xc000014000) bufio/bufio.go:148",
              "net/http.(*persistConn).readLoop(0xc000200000) net/http/transport.go:2205");
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.cause().contains("for the answer of 10.0.0.7:80 to one outgoing call"))
        .isEqualTo(named);
    assertThat(analysis.findings().getFirst().evidence())
        .contains(
            "connections that answers are read from: 12 to 10.0.0.7:80, %d to 10.0.0.8:80"
                .formatted(idle));
  }

  @Test
  void whoHoldsALockWhileHeReadsIsToldWithHisPeer() throws Exception {
    MemoryText dump = new MemoryText().still();
    for (int i = 0; i < 3; i++) {
      dump.at(to(51000 + i, i == 1 ? POSTGRES : "10.0.0.8:5432"))
          .polls(
              10 + i,
              "net.(*conn).Read(0xc000012000) net/net.go:196",
              "main.(*client).call(0xc000013000) client.go:52");
    }
    for (int i = 0; i < 5; i++) {
      dump.locks(100 + i, 0xc000012340L, "main.(*client).call(0xc000013000) client.go:49");
    }
    dump.says(
        "Mutex 0xc000012340: locked, 5 waiting; queue 100 101 102 103 104",
        "held by 11: proven, locked in main.(*client).call at client.go:49, unlock deferred");

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.cause())
        .contains("held by call (client.go:52) in conn.Read, which waits for 10.0.0.7:5432; ");
    assertThat(analysis.findings().getFirst().evidence())
        .anyMatch(line -> line.endsWith(", at a connection to 10.0.0.7:5432"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at socket: tcp 10.0.0.3:8080 from 10.0.0.7:5432",
        "at socket: tcp 10.0.0.3:8080, listening",
        "at socket: unix, unnamed",
        "at socket: unix /run/to 10.0.0.7:5432",
        "at socket: tcp 10.0.0.3:1 to 10.0.0.7:5432 and more",
        "at socket: tcp 10.0.0.3:1 to <b>evil</b>",
        "at socket: tcp 10.0.0.3:1 to",
      })
  void whereItIsNotToldWhomThisProcessHasCalledNobodyIsNamed(String line) throws Exception {
    MemoryText dump = asks(new MemoryText().still(), 100, 12);
    for (int i = 0; i < 4; i++) {
      dump.at(line)
          .polls(
              10 + i,
              "database/sql.(*DB).queryDC(0xc000010000) database/sql/sql.go:1786",
              "main.load(0xc000010000) load.go:12");
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.cause()).contains("wait for the answer of a peer in load");
    assertThat(analysis.findings().getFirst().resource().address()).isEmpty();
    assertThat(analysis.findings().getFirst().evidence()).noneMatch(e -> e.contains("connections"));
  }

  /** More peers than are told apart, and a name of its own for each of very many goroutines. */
  @Test
  void veryManyPeersAreCounted() throws Exception {
    MemoryText dump = asks(new MemoryText().still(), 100_000, 12);
    for (int i = 0; i < 2000; i++) {
      queries(dump, 10 + i, "10.1.%d.%d:5432".formatted(i / 250, i % 250));
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.verdict()).isEqualTo(Verdict.WaitingOnPeer);
    assertThat(analysis.problems()).isEmpty();
    assertThat(analysis.findings().getFirst().evidence())
        .anyMatch(line -> line.endsWith(" 1997 to others"));
  }

  @Test
  void thoseWhoHaveGotTheirAnswerAreNoContention() throws Exception {
    MemoryText first = new MemoryText();
    MemoryText second = new MemoryText();
    for (MemoryText dump : List.of(first, second)) {
      int others = dump == first ? 0 : 50;
      for (int i = 0; i < 12; i++) {
        dump.at(to(51000 + i, "10.0.0.9:6379"))
            .polls(
                10 + others + i,
                "github.com/gomodule/redigo/redis.(*conn).readReply(0xc000013000) conn.go:400",
                "main.count(0xc000010000) count.go:12");
      }
    }

    Analysis analysis = Analyzer.analyzeSeries(List.of(first.in(), second.in()), Options.DEFAULT);

    assertThat(analysis.verdict()).isEqualTo(Verdict.NothingFound);
    assertThat(analysis.findings()).isEmpty();
  }

  /** 20 goroutines wait for a peer, and something within the process is stuck besides. */
  @ParameterizedTest
  @ValueSource(strings = {"orphan", "ab-ba", "double", "channel"})
  void aCauseWithinTheProcessComesFirst(String local) throws Exception {
    MemoryText dump = calls(20);
    long one = 0xc000012340L;
    long other = 0xc000012350L;
    switch (local) {
      case "orphan" -> {
        for (int i = 0; i < 3; i++) {
          dump.locks(200 + i, one, "main.claim(0xc000010000) claim.go:9");
        }
      }
      case "ab-ba" ->
          dump.locks(200, one, "main.give(0xc000010000) give.go:9")
              .locks(201, other, "main.take(0xc000010000) take.go:9")
              .says(
                  "Mutex 0xc000012340: locked, 1 waiting; queue 200",
                  "held by 201: proven, locked in main.take at take.go:8, unlock deferred")
              .says(
                  "Mutex 0xc000012350: locked, 1 waiting; queue 201",
                  "held by 200: proven, locked in main.give at give.go:8, unlock deferred");
      case "double" ->
          dump.locks(
              200,
              one,
              "main.(*store).get(0xc000012340) store.go:9",
              "main.(*store).put(0xc000012340) store.go:19");
      default -> {
        for (int i = 0; i < 30; i++) {
          dump.at("channel: 0xc000104000 (0/0)")
              .sends(200 + i, 0xc000104000L, "main.emit(0xc000010000) emit.go:9");
        }
      }
    }

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.findings()).as(analysis.cause()).isNotEmpty();
    assertThat(analysis.verdict()).as(analysis.cause()).isNotEqualTo(Verdict.WaitingOnPeer);
  }

  /** Programs park goroutines so on purpose. */
  @Test
  void whoIsParkedForEverIsNoCauseBeforeAPeer() throws Exception {
    MemoryText dump =
        calls(20).goroutine(200, "select (no cases)", "", "main.park(0xc000010000) park.go:9");

    Analysis analysis = Analyzer.analyze(dump.in());

    assertThat(analysis.verdict()).as(analysis.cause()).isEqualTo(Verdict.WaitingOnPeer);
  }

  private static MemoryText calls(int n) {
    MemoryText dump = new MemoryText().still();
    for (int i = 0; i < n; i++) {
      dump.at(to(51000 + i, "10.0.0.9:6379"))
          .polls(
              10 + i,
              "net.(*conn).Read(0xc000012000) net/net.go:196",
              "github.com/gomodule/redigo/redis.(*conn).readReply(0xc000013000) redis/conn.go:400",
              "main.count(0xc000010000) count.go:12");
    }
    return dump;
  }
}
