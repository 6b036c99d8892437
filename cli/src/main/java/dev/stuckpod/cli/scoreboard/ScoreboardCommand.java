package dev.stuckpod.cli.scoreboard;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.ground.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains all labelled dumps of a folder and prints how many are right. */
@Command(
    name = "scoreboard",
    description =
        "Compares the analysis of the dumps in a folder with labels: a table, and totals. A dump's"
            + " case is the longest one that its file name starts with.",
    mixinStandardHelpOptions = true)
public final class ScoreboardCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "DIR", description = "The dumps, also in folders below.")
  private Path folder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "LABELS.tsv",
      description = "Columns with tabs between: case, class, subclass, and optionally visible.")
  private Path table = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Label> labels =
        Files.readAllLines(table).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .skip(1)
            .map(Label::of)
            .toList();
    List<Score> scores = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Optional<Label> label = label(labels, file);
        if (label.isPresent()) {
          score(label.get(), file, scores, skipped);
        } else {
          skipped.add(file.getFileName() + ": no label");
        }
      }
    }
    Console out = Console.out(spec);
    out.lines(Scoreboard.text(scores, skipped));
    out.flush();
    return 0;
  }

  private static void score(Label label, Path file, List<Score> scores, List<String> skipped)
      throws IOException {
    try (InputStream dump = Files.newInputStream(file)) {
      scores.add(Score.of(label, file.getFileName().toString(), Analyzer.analyze(dump)));
    } catch (NotADumpException none) {
      skipped.add(file.getFileName() + ": " + none.getMessage());
    }
  }

  private static Optional<Label> label(List<Label> labels, Path file) {
    String name = file.getFileName().toString();
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    return labels.stream()
        .filter(l -> stem.startsWith(l.name()))
        .max(Comparator.comparingInt(l -> l.name().length()));
  }
}
