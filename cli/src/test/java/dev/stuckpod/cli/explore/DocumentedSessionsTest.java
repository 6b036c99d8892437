package dev.stuckpod.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Opened;
import dev.stuckpod.cli.cluster.ClusterOptions;
import dev.stuckpod.cli.explore.answer.Answer;
import dev.stuckpod.cli.explore.screen.TextAnswers;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.explore.session.Store;
import dev.stuckpod.text.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Asks what docs/explore.md asks, line by line, and is answered what stands there. */
class DocumentedSessionsTest {
  private static final Path ROOT = Path.of("..");
  private static final String BEGINS = "$ stuckpod explore ";
  private static final String ASKS = "> ";

  /** Stands for what follows in an answer. */
  private static final String CUT = "…";

  record Transcript(String dump, List<String> lines) {
    @Override
    public String toString() {
      return dump;
    }
  }

  static Stream<Transcript> transcripts() throws IOException {
    List<Transcript> all = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/explore.md"))) {
      if (line.startsWith(BEGINS)) {
        all.add(new Transcript(line.substring(BEGINS.length()), new ArrayList<>()));
      } else if (line.equals("```") && !all.isEmpty()) {
        all.getLast().lines().add(line);
      } else if (!all.isEmpty() && !all.getLast().lines().contains("```")) {
        all.getLast().lines().add(line);
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void answersAsTheDocumentSays(Transcript transcript) throws Exception {
    var session = new Session(new FromRoot());
    session.open(transcript.dump());
    var said = new ArrayList<String>();
    List<String> lines = transcript.lines().subList(0, transcript.lines().indexOf("```"));
    List<String> questions = lines.stream().filter(line -> line.startsWith(ASKS)).toList();
    assertThat(questions).hasSizeBetween(3, 10);

    for (String question : questions) {
      said.add(question);
      Answer answer = session.answer(question.substring(ASKS.length())).orElseThrow();
      List<String> answered =
          TextAnswers.of(answer, Layout.PLAIN).text().stripTrailing().lines().toList();
      int from = lines.indexOf(question) + 1;
      int cut = lines.subList(from, lines.size()).indexOf(CUT);
      boolean isCut = cut >= 0 && lines.subList(from, from + cut).stream().noneMatch(this::asks);
      said.addAll(isCut ? answered.subList(0, Math.min(cut, answered.size())) : answered);
      if (isCut) {
        said.add(CUT);
      }
    }

    assertThat(said.stream().map(String::stripTrailing)).containsExactlyElementsOf(lines);
  }

  private boolean asks(String line) {
    return line.startsWith(ASKS);
  }

  /** Whoever reads the document is in the checkout. */
  private static final class FromRoot implements Store {
    private final Store files = new DumpFiles(new ClusterDumps(new ClusterOptions()), 2);

    @Override
    public Opened open(String source) throws NotADumpException, IOException {
      return files.open(ROOT.resolve(source).toString());
    }

    @Override
    public void save(String file, String text) {
      throw new UnsupportedOperationException();
    }
  }
}
