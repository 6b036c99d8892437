package dev.stuckpod.cli.checkout;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.crds.apiserver.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A documented command that can be run as it stands: it reads files, and asks nobody. Names that
 * stand for a reader's own file stand for a dump of the tests.
 *
 * @param words what follows {@code stuckpod}
 */
record Trial(List<String> words) {

  private static final Set<String> OFFLINE = Set.of("analyze", "explore", "report", "diff");
  private static final String DUMPS = "analysis/src/test/resources/dumps/";
  private static final String FOLDER = "cli/src/test/resources/dev/stuckpod/cli/report/loadtest";

  private static final Map<String, String> STAND_INS =
      Map.of(
          "dump.txt",
          "corpus/dumps/go-incident.go1.26.sigquit.txt",
          "dump.txt.gz",
          DUMPS + "hub-deadlock-go1.26.sigquit.txt.gz",
          "first.txt",
          DUMPS + "hub-growing-go1.26.memory-1.txt.gz",
          "second.txt",
          DUMPS + "hub-growing-go1.26.memory-2.txt.gz",
          "threads.json",
          "corpus/dumps/java-monitors.jdk25.dump.json",
          "artifacts",
          FOLDER,
          "out",
          FOLDER);

  /** Gives the trial of a line; empty where it cannot be run as it stands. */
  static Optional<Trial> of(List<List<String>> line) {
    if (line.size() != 1 || !line.getFirst().getFirst().matches("(\\./)?stuckpod")) {
      return Optional.empty();
    }
    List<String> words = line.getFirst().subList(1, line.getFirst().size());
    if (!words.isEmpty() && words.getFirst().equals("profiles")) {
      return Optional.of(new Trial(words));
    }
    if (words.isEmpty() || !OFFLINE.contains(words.getFirst())) {
      return Optional.empty();
    }
    boolean asksNobody = words.stream().noneMatch(w -> w.equals("-") || w.equals("-n"));
    boolean hasFile = words.stream().anyMatch(w -> file(w).isPresent());
    boolean isWhole = words.stream().filter(Trial::looksLikeAFile).allMatch(w -> isKnown(words, w));
    boolean isQuestion = !words.getFirst().equals("explore") || words.contains("--");
    return asksNobody && hasFile && isWhole && isQuestion
        ? Optional.of(new Trial(words))
        : Optional.empty();
  }

  /** Runs it; what it writes goes into a folder. Gives what is wrong, if anything is. */
  Optional<String> run(Path folder) {
    var args = new ArrayList<>(words.stream().map(w -> file(w).orElse(w)).toList());
    if (words.getFirst().equals("report")) {
      int at = words.indexOf("-o");
      if (at < 0) {
        args.addAll(List.of("-o", folder.resolve("page.html").toString()));
      } else {
        args.set(at + 1, folder.resolve(words.get(at + 1)).toString());
      }
    }
    var out = new StringWriter();
    var err = new StringWriter();
    String[] array = args.toArray(String[]::new);
    int exit =
        Stuckpod.commandLine(array)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(array);
    boolean asked = exit == (words.contains("--fail-on-finding") ? 1 : 0);
    return asked && !out.toString().isBlank()
        ? Optional.empty()
        : Optional.of(String.join(" ", args) + " ends with " + exit + ": " + err);
  }

  private static boolean looksLikeAFile(String word) {
    return word.matches("[\\w./-]+\\.(txt|gz|json|html)|artifacts|out");
  }

  private static boolean isKnown(List<String> words, String word) {
    int at = words.indexOf(word);
    return (at > 0 && words.get(at - 1).equals("-o")) || file(word).isPresent();
  }

  private static Optional<String> file(String word) {
    Path path = Repository.root().resolve(STAND_INS.getOrDefault(word, word));
    return looksLikeAFile(word) && Files.exists(path)
        ? Optional.of(path.toString())
        : Optional.empty();
  }
}
