package dev.stuckpod.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.report.Analysis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same fault has one signature, whatever else differs; another fault has another. */
class SignatureTest {

  private static final Path CORPUS = Path.of("../corpus/dumps");

  /** What memory says of these makes them another finding than what a dump of stacks can say. */
  private static final Set<String> KNOWN_BETTER_BY_MEMORY =
      Set.of(
          "go-convoy",
          "go-draining",
          "go-once-held",
          "go-once-twice",
          "go-orphan",
          "go-orphan-beside-peer",
          "go-orphan-one",
          "go-waiting-on-peer");

  @Test
  void everyFormOfADumpOfOneFaultHasTheSame() throws Exception {
    var all = new TreeMap<String, Set<String>>();
    for (Path file : dumps()) {
      String name = file.getFileName().toString();
      String fault = name.substring(0, name.indexOf('.'));
      of(Files.readString(file))
          .ifPresent(text -> all.computeIfAbsent(fault, _ -> new TreeSet<>()).add(text));
    }

    assertThat(all).hasSizeGreaterThan(50);
    assertThat(all.entrySet())
        .filteredOn(one -> one.getValue().size() > 1)
        .extracting(Map.Entry::getKey)
        .isSubsetOf(KNOWN_BETTER_BY_MEMORY);
    all.keySet().removeIf(fault -> fault.startsWith("go-ab-ba") || fault.startsWith("go-orphan"));
    all.keySet().removeIf(Set.of("go-silent-replicas")::contains); // of one function each
    assertThat(all.values().stream().flatMap(Collection::stream)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          go-incident.go1.26.memory.txt      | Deadlock channel-and-lock: main.(*hub).broadcast, main.(*hub).deliver
          go-channel-and-lock.go1.26.debug2.txt | Deadlock channel-and-lock: main.(*queue).drain, main.(*queue).push
          go-votes.go1.26.sigquit.txt        | Deadlock channel-and-lock: main.votes
          go-lock-across-io.go1.26.memory.txt | Contention lock-across-io: main.(*client).call
          java-class-init.jdk25.sigquit.txt  | Deadlock class-init: Corpus$Left.<clinit>, Corpus$Right.<clinit>
          java-executor.jdk25.sigquit.txt    | Starvation pool-exhausted: Corpus.lambda$executor
          """)
  void isVerdictKindAndTheFunctionsAtTheCore(String dump, String signature) throws Exception {
    assertThat(of(Files.readString(CORPUS.resolve(dump)))).contains(signature);
  }

  /** Lines, addresses, ids, arguments, and where the sources were built. */
  @ParameterizedTest
  @CsvSource({
    "go-incident.go1.26.debug2.txt",
    "go-votes.go1.26.sigquit.txt",
    "java-monitors.jdk25.threadprint.txt",
    "java-executor.jdk25.threadprint.txt"
  })
  void anotherBuildHasTheSame(String dump) throws Exception {
    String text = Files.readString(CORPUS.resolve(dump));
    String other =
        text.replaceAll("\\.go:(\\d+)", ".go:1$1")
            .replaceAll("\\.java:(\\d+)", ".java:1$1")
            .replaceAll("0xc0", "0xc7")
            .replaceAll("(goroutine )(\\d+ \\[)", "$19$2")
            .replaceAll("\\.func(\\d)", ".func1$1")
            .replaceAll("lambda\\$(\\w+)\\$\\d", "lambda\\$$1\\$7")
            .replaceAll("(Lambda)/0x[0-9a-f]+", "$1/0x00007f0011223344");

    assertThat(other).isNotEqualTo(text);
    assertThat(of(other)).isPresent().isEqualTo(of(text));
  }

  @Test
  void whoElseQueuesMakesNoOther() throws Exception {
    String text = Files.readString(CORPUS.resolve("go-incident.go1.26.sigquit.txt"));
    var more = new StringBuilder(text);
    for (int i = 0; i < 40; i++) {
      more.append('\n')
          .append(
              Small.goroutine(
                  90_000 + i,
                  "sync.RWMutex.RLock, 3 minutes",
                  "sync.runtime_SemacquireRWMutexR(0xc000012088, 0x0, 0x0)",
                  "/usr/local/go/src/runtime/sema.go:100",
                  "sync.(*RWMutex).RLock(...)",
                  "/usr/local/go/src/sync/rwmutex.go:74",
                  "main.(*hub).count(0xc000012080)",
                  "/app/channels.go:99"));
    }

    assertThat(analyze(more.toString()).summary().routines())
        .isEqualTo(analyze(text).summary().routines() + 40);
    assertThat(of(more.toString())).isEqualTo(of(text));
  }

  /** Whoever asks for it first when a reader holds it: whom the fault has not met yet. */
  @Test
  void whichWriterIsNextInLineMakesNoOther() throws Exception {
    String text = Files.readString(CORPUS.resolve("go-incident.go1.26.sigquit.txt"));
    String other = text.replace("main.(*hub).leave(", "main.(*hub).join(");

    assertThat(participants(other))
        .contains("pending-writer main.(*hub).join")
        .doesNotContain("pending-writer main.(*hub).leave");
    assertThat(of(other)).isEqualTo(of(text));
  }

  private static List<String> participants(String dump) throws Exception {
    return analyze(dump).findings().getFirst().participants().stream()
        .map(one -> one.role().label() + " " + one.function())
        .toList();
  }

  @Test
  void whereNothingIsFoundThereIsNone() throws Exception {
    assertThat(of(Files.readString(CORPUS.resolve("go-idle.go1.26.memory.txt")))).isEmpty();
  }

  private static List<Path> dumps() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  private static Optional<String> of(String dump) throws Exception {
    return Signature.of(analyze(dump));
  }

  private static Analysis analyze(String dump) throws Exception {
    try (InputStream in = new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8))) {
      return Analyzer.analyze(in);
    }
  }
}
