package dev.stuckpod.cli.checkout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a documented command is not run as it stands, and which test runs its like. */
final class WhyNot {

  static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|E2E))`");

  private static final String YOURS =
      "Names something of yours, and asks a cluster or a process. The like is run by `%s`.";

  private static final Map<String, String> STUCKPOD =
      Map.ofEntries(
          Map.entry("list", YOURS.formatted("ListAndShowIT")),
          Map.entry("show", YOURS.formatted("ListAndShowIT")),
          Map.entry("raw", YOURS.formatted("RawCommandIT")),
          Map.entry("capture", YOURS.formatted("CaptureCommandIT")),
          Map.entry("explain", YOURS.formatted("ExplainIT")),
          Map.entry("simulate", YOURS.formatted("SimulateIT")),
          Map.entry("policy", YOURS.formatted("DraftIT")),
          Map.entry("doctor", YOURS.formatted("DoctorIT")),
          Map.entry("version", YOURS.formatted("DoctorIT")),
          Map.entry("diff", YOURS.formatted("DiffCommandTest")),
          Map.entry("report", YOURS.formatted("ReportCommandIT")),
          Map.entry("loadtest", YOURS.formatted("GateIT")),
          Map.entry("goroutines", YOURS.formatted("GoroutinesCommandTest")),
          Map.entry("scoreboard", YOURS.formatted("ScoreboardTest")),
          Map.entry("release", "Makes a release, which takes minutes. `ArchiveIT` looks into one."),
          Map.entry("mcp", YOURS.formatted("McpIT")),
          Map.entry(
              "explore",
              "Is a prompt, a pipe or asks a cluster. Sessions that stand in these pages are typed"
                  + " in by `DocumentedSessionsTest`; the like of others is run by"
                  + " `ExploreCommandTest`."),
          Map.entry(
              "analyze", "Reads a pipe or a process of yours; `AnalyzeCommandTest` runs the like."),
          Map.entry(
              "demo",
              "Makes a cluster, which takes minutes. Its steps are those of `FrozenHubE2E` and"
                  + " `LoadTestE2E`."),
          Map.entry(
              "images",
              "Makes images, which takes minutes, or sends them away. Every E2E test, such as"
                  + " `FrozenHubE2E`, runs in those that it has made."),
          Map.entry(
              "completion", "Is for your shell's start; real shells try it in `ShellsTest`."));

  private static final Map<String, String> PROGRAMS =
      Map.of(
          "kubectl",
          "Asks a cluster of yours. `DocumentedCommandsTest` holds kinds, names and files against"
              + " the CRDs and the checkout.",
          "helm",
          "Changes a cluster of yours. `DocumentedCommandsTest` holds chart and values against the"
              + " chart; the E2E tests install it so.",
          "mvn",
          "Is the build itself. `DocumentedCommandsTest` holds modules, tests, profiles and"
              + " properties against the poms.");

  private static final String SCRIPT =
      "Is a check or a tool of the checkout that takes minutes, or needs the network or a cluster:"
          + " run when what it is for changes. `DocumentedCommandsTest` holds that it is there.";

  private static final String FOREIGN =
      "Is somebody else's program, which need not be here, or a word of the shell.";

  private WhyNot() {}

  /** Gives the sentence for a line; empty where nobody has thought of one. */
  static Optional<String> of(List<List<String>> line, Tree tree) {
    List<String> words = line.getFirst();
    String program = words.getFirst().replaceFirst("^\\./(mvnw|test)$", "mvn");
    boolean plugin =
        program.equals("kubectl") && words.size() > 1 && words.get(1).equals("stuckpod");
    if (plugin || program.matches("(\\./)?stuckpod")) {
      return words.subList(plugin ? 2 : 1, words.size()).stream()
          .filter(word -> !word.startsWith("-"))
          .findFirst()
          .map(sub -> Optional.ofNullable(STUCKPOD.get(sub)))
          .orElse(Optional.of(YOURS.formatted("StuckpodTest")));
    }
    if (PROGRAMS.containsKey(program)) {
      return Optional.of(PROGRAMS.get(program));
    }
    return Optional.of(tree.isPath(program) ? SCRIPT : FOREIGN);
  }

  /** The tests that a sentence names. */
  static List<String> tests(String sentence) {
    Matcher named = TEST.matcher(sentence);
    return named.results().map(test -> test.group(1)).toList();
  }
}
