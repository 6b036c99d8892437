package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.LockWord;
import dev.stuckpod.analysis.report.Analysis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a dump read from memory says of locks and channels, of goroutines' program words: one of
 * each kind, with somebody in each of its queues.
 */
class LockWordTest {

  @ParameterizedTest
  @CsvSource({
    "Mutex, 'locked, 5 waiting', 1, false, 5",
    "RWMutex, 'writing, 3 waiting to read, 1 more to write', 1, false, 4",
    "RWMutex, '3 reading, a writer waits, 2 waiting to read, 2 more to write', 3, true, 5",
    "RWMutex, '1 reading, a writer waits, 1 waiting to read, 0 more to write', 1, true, 2",
    "WaitGroup, 'counter 7, 2 waiting', 7, true, 2",
    "Once, 'running, 2 waiting', 1, false, 2",
    "channel, 3/3, 0, false, -1",
    "channel, 0/8, 0, false, -1",
  })
  void theWordSaysHowManyHoldIt(
      String type, String word, long holders, boolean shared, long waiting) throws Exception {
    assertThat(words(text()))
        .filteredOn(lock -> lock.type().equals(type) && lock.word().equals(word))
        .singleElement()
        .returns(holders, LockWord::holders)
        .returns(shared, LockWord::shared)
        .returns(waiting, LockWord::waiting)
        .returns(false, LockWord::moving);
  }

  @Test
  void queuesAreKeptInTheirOrder() throws Exception {
    String line =
        text()
            .lines()
            .filter(l -> l.startsWith("# RWMutex") && l.contains(" 3 reading"))
            .findFirst()
            .orElseThrow();
    LockWord lock =
        words(text()).stream()
            .filter(l -> l.holders() == 3 && l.type().equals("RWMutex"))
            .findFirst()
            .orElseThrow();

    assertThat(lock.queues())
        .extracting(q -> q.name() + " " + String.join(" ", q.ids()))
        .containsExactly(line.substring(line.indexOf("; ") + 2).split("; "));
    assertThat(lock.queues()).allMatch(LockWord.Queue::ordered).noneMatch(LockWord.Queue::more);
    assertThat(line).contains("0x" + Long.toHexString(lock.address()) + ":");
  }

  @Test
  void nothingFollowsFromAWordInTransition() throws Exception {
    String dump =
        text()
            .replaceFirst("(# Mutex 0x\\w+: )locked, 5 waiting;", "$1in transition;")
            .replaceFirst("(# Once 0x\\w+: )running, 2 waiting; queue [\\d ]+", "$1all have run")
            .replaceFirst("(# WaitGroup 0x\\w+: counter 7, 2 waiting);", "$1, moving;");

    List<LockWord> words = words(dump);

    assertThat(words)
        .filteredOn(l -> l.word().equals("in transition"))
        .singleElement()
        .returns(0L, LockWord::holders)
        .returns(true, LockWord::moving);
    assertThat(words)
        .filteredOn(l -> l.word().equals("all have run"))
        .singleElement()
        .returns(0L, LockWord::holders)
        .returns(List.of(), LockWord::queues);
    assertThat(words)
        .filteredOn(l -> l.type().equals("WaitGroup"))
        .singleElement()
        .returns("counter 7, 2 waiting", LockWord::word)
        .returns(true, LockWord::moving);
  }

  @Test
  void theyAreInTheJsonTheMostWantedFirstAndTheDumpIsWhole() throws Exception {
    Analysis analysis = Analyzer.analyze(in(text()));
    JsonNode json = new ObjectMapper().valueToTree(analysis);

    assertThat(analysis.complete()).isTrue();
    assertThat(analysis.problems()).isEmpty();
    assertThat(json.get("locks")).hasSize(13);
    JsonNode first = json.get("locks").get(0);
    assertThat(first.get("says").asText()).matches("locked, 5 waiting|3 reading, a writer waits.*");
    assertThat(first.get("queues").get(0).get("ids")).isNotEmpty();
  }

  @Test
  void aFindingSaysWhatMemorySaysOfItsLock() throws Exception {
    String dump = text();
    String lock = "(?s).*# (RWMutex 0x\\w+): 3 reading, a writer waits.*";

    Analysis analysis = Analyzer.analyze(in(dump));

    assertThat(analysis.findings())
        .filteredOn(f -> dump.replaceFirst(lock, "$1").equals("RWMutex " + f.resource().address()))
        .isNotEmpty()
        .allSatisfy(
            f ->
                assertThat(f.evidence().getLast())
                    .startsWith("memory: the RWMutex says '3 reading, a writer waits, 2 waiting"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Mutex 0xc000012340: locked, 99999999999999999999 waiting; queue 1",
        "# Mutex 0xc000012340: locked, 1 waiting; queue 99999999999999999999",
        "# Mutex 0xfffffffffffffffffff: locked, 1 waiting; queue 1",
        "# Mutex 0xc000012340: locked, 1 waiting; kew 1",
        "# Mutex 0xc000012340: locked, 1 waiting; queue 1 2 .. 3",
        "# Mutex: locked",
        "# nothing of the kind",
        "# ",
      })
  void whatIsNoneOfTheseIsPassedOver(String line) throws Exception {
    String dump = text().replace("# end:", line + "\n# end:");

    assertThat(words(dump).stream().filter(l -> l.address() == 0xc000012340L))
        .allMatch(l -> l.waiting() < 0);
    assertThat(Analyzer.analyze(in(dump)).complete()).isTrue();
  }

  @Test
  void veryManyAreKeptInPart() throws Exception {
    var many = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      many.append("# Mutex 0x%x: locked, 9 waiting; queue".formatted(0xc000000000L + 8L * i));
      many.append(" 123456789012345".repeat(100)).append("\n");
    }

    List<LockWord> words = words(text().replace("# end:", many + "# end:"));

    assertThat(words).hasSize(2_000);
    assertThat(words.stream().flatMap(l -> l.queues().stream()).mapToInt(q -> q.ids().size()).sum())
        .isEqualTo(20_000);
    assertThat(words.getLast().queues()).allMatch(LockWord.Queue::more);
  }

  private static List<LockWord> words(String dump) throws Exception {
    Dump read = Platforms.read(in(dump), Limits.DEFAULT);
    return read.words();
  }

  private static InputStream in(String dump) {
    return new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8));
  }

  private static String text() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(
                LockWordTest.class.getResourceAsStream("/dumps/words-go1.26.memory.txt.gz")))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
