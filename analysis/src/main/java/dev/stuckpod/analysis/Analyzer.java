package dev.stuckpod.analysis;

import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.format.UnknownFormatException;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.report.Kind;
import dev.stuckpod.analysis.rule.Guard;
import dev.stuckpod.analysis.rule.Rules;
import dev.stuckpod.analysis.rule.reported.MemoryWord;
import dev.stuckpod.analysis.rule.reported.Unsettled;
import dev.stuckpod.analysis.series.BusyThreads;
import dev.stuckpod.analysis.series.Growth;
import dev.stuckpod.analysis.series.Movement;
import dev.stuckpod.analysis.series.Recurring;
import dev.stuckpod.analysis.series.Weighing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains a dump. The entry point for the operator and the command line. */
public final class Analyzer {
  private Analyzer() {}

  /**
   * Reads a dump (plain or gzip, alone or somewhere in a log) and explains it, with {@link
   * Options#DEFAULT}. Reads to the end and does not close the stream.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Analysis analyze(InputStream dump) throws NotADumpException, IOException {
    return analyze(dump, Options.DEFAULT);
  }

  /**
   * Reads a dump and explains it.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Analysis analyze(InputStream input, Options options)
      throws NotADumpException, IOException {
    Dump dump = read(input, options.limits());
    return options.begin().run(() -> explain(dump, options));
  }

  /**
   * Reads a dump to look into it: what it has, who waits for whom, and what it is explained as.
   * Reads to the end and does not close the stream.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Opened open(InputStream input, Options options)
      throws NotADumpException, IOException {
    Dump dump = read(input, options.limits());
    return options.begin().run(() -> opened(dump, options));
  }

  private static Opened opened(Dump dump, Options options) {
    Guard guard = new Guard();
    Found found = find(dump, guard);
    return new Opened(dump, found.graph(), explain(dump, found, options, guard));
  }

  /**
   * Reads a dump for what it is worth and explains nothing: no rule is asked. Reads to the end and
   * does not close the stream.
   *
   * @throws NotADumpException if nothing in the input is a dump
   * @throws IOException if the stream fails
   */
  public static Survey survey(InputStream input) throws NotADumpException, IOException {
    Dump dump = read(input, Options.DEFAULT.limits());
    return new Survey(dump.routines(), dump.complete(), dump.problems());
  }

  private static Analysis explain(Dump dump, Options options) {
    Guard guard = new Guard();
    return explain(dump, find(dump, guard), options, guard);
  }

  private static Analysis explain(Dump dump, Found found, Options options, Guard guard) {
    List<Finding> findings =
        dump.watched() == null
            ? Unsettled.judge(dump.words(), found.findings())
            : weighed(found.findings(), new Movement(List.of(dump)), guard);
    return Conclusion.of(
        withProblems(dump, guard), findings, found.blocked(), options, null, guard.unfinished());
  }

  /** What is found in one dump. */
  private record Found(Optional<WaitForGraph> graph, List<Finding> findings, Blocked blocked) {}

  private static Found find(Dump dump, Guard guard) {
    Optional<WaitForGraph> graph =
        guard.run("the graph", () -> Optional.of(Platforms.graph(dump)), Optional.empty());
    List<Finding> findings =
        graph.map(g -> Rules.apply(g, guard)).orElseGet(() -> Rules.withoutGraph(dump));
    return new Found(
        graph,
        guard.run("MemoryWord", () -> MemoryWord.tell(dump.words(), graph, findings), findings),
        guard.run("Blocking", () -> Blocked.in(dump, graph), Blocked.NOBODY));
  }

  /**
   * Reads several dumps of one process, the oldest first, and explains the last one in the light of
   * the others: who has not moved, who has, what has grown, which thread burns CPU.
   *
   * @throws NotADumpException if one of them is no dump, or they are of different runtimes
   * @throws IOException if a stream fails
   */
  public static Analysis analyzeSeries(List<InputStream> inputs, Options options)
      throws NotADumpException, IOException {
    return openSeries(inputs, options).analysis();
  }

  /**
   * Reads several dumps of one process, the oldest first, to look into them: likewise, with what
   * they have and who waits for whom in the last one.
   *
   * @throws NotADumpException if one of them is no dump, or they are of different runtimes
   * @throws IOException if a stream fails
   */
  public static OpenedSeries openSeries(List<InputStream> inputs, Options options)
      throws NotADumpException, IOException {
    List<Dump> dumps = new ArrayList<>();
    Limits limits = options.limits().inSeriesOf(Math.max(1, inputs.size()));
    for (InputStream input : inputs) {
      try {
        dumps.add(read(input, limits));
      } catch (NotADumpException e) {
        throw new NotADumpException("dump " + (dumps.size() + 1) + ": " + e.getMessage());
      }
    }
    if (dumps.stream().map(Dump::runtime).distinct().count() != 1) {
      throw new NotADumpException(
          "the dumps are of different runtimes; a series is of one process, the oldest first");
    }
    return options.begin().run(() -> explain(dumps, options));
  }

  private static OpenedSeries explain(List<Dump> dumps, Options options) {
    Dump last = dumps.getLast();
    Movement movement = new Movement(dumps);
    Guard guard = new Guard();
    Found found = find(last, guard);
    List<Finding> findings = new ArrayList<>(weighed(found.findings(), movement, guard));
    findings.addAll(guard.run("BusyThreads", () -> BusyThreads.find(dumps), List.of()));
    List<Finding> growth = guard.run("Growth", () -> Growth.find(dumps), List.of());
    findings.removeIf(f -> f.kind() == Kind.PILE_UP && growth.stream().anyMatch(f::isAtPlaceOf));
    findings.addAll(growth);
    if (findings.isEmpty() && dumps.size() > 2) {
      findings.addAll(guard.run("Recurring", () -> recurring(dumps), List.of()));
    }
    Dump told = withProblems(last, guard);
    if (movement.isCut()) {
      List<String> problems = new ArrayList<>(told.problems());
      problems.add(
          "there are too many %s to follow each from dump to dump: some are"
              .formatted(last.runtime().routines()));
      told = told.with(told.complete(), problems);
    }
    return new OpenedSeries(
        dumps,
        found.graph(),
        Conclusion.of(
            told, findings, found.blocked(), options, movement.counts(), guard.unfinished()));
  }

  private static List<Finding> recurring(List<Dump> dumps) {
    return Recurring.find(
        dumps.subList(0, dumps.size() - 1).stream()
            .map(dump -> find(dump, new Guard()).findings())
            .toList());
  }

  private static List<Finding> weighed(List<Finding> findings, Movement movement, Guard guard) {
    Weighing weighing = new Weighing(movement);
    return guard.run(
        "Weighing", () -> findings.stream().flatMap(weighing::weigh).toList(), findings);
  }

  private static Dump withProblems(Dump dump, Guard guard) {
    List<String> problems = new ArrayList<>(dump.problems());
    problems.addAll(guard.problems());
    guard.unfinished().ifPresent(problems::add);
    return dump.with(dump.complete(), problems);
  }

  private static Dump read(InputStream input, Limits limits) throws NotADumpException, IOException {
    try {
      return Platforms.read(input, limits);
    } catch (UnknownFormatException e) {
      throw new NotADumpException(e.sentence());
    }
  }
}
