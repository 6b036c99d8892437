package dev.stuckpod.cli.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is wrong with a line that starts Maven, or {@code ./test}. */
record MavenLine(Tree tree) {

  private static final Set<String> PHASES =
      Set.of(
          "clean",
          "validate",
          "test-compile",
          "process-test-classes",
          "test",
          "package",
          "verify",
          "install");

  private static final Set<String> SWITCHES = Set.of("-am", "-N", "-q", "-B", "-o", "-v");

  List<String> maven(List<String> words) {
    var wrong = new ArrayList<String>();
    List<String> modules = modules(words);
    modules.stream().filter(m -> !tree.isModule(m)).forEach(m -> wrong.add(m + " is no module"));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-pl") || word.equals("-f")) {
        i++;
      } else if (word.startsWith("-P")) {
        add(wrong, tree.isProfile(word.substring(2)), word + " is no profile");
      } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
        classes(word.substring(word.indexOf('=') + 1).split(","), modules, wrong);
      } else if (word.startsWith("-D")) {
        String name = word.substring(2).replaceFirst("=.*", "");
        add(wrong, tree.isProperty(name), "nothing asks for -D" + name);
      } else {
        add(wrong, PHASES.contains(word) || SWITCHES.contains(word), "Maven knows no " + word);
      }
    }
    return List.copyOf(wrong);
  }

  /** {@code ./test MODULE CLASS… -D…} */
  List<String> test(List<String> words) {
    if (words.isEmpty() || !tree.isModule(words.getFirst())) {
      return List.of("say which module's: " + words);
    }
    var wrong = new ArrayList<String>();
    List<String> rest = words.subList(1, words.size());
    String[] classes = rest.stream().filter(w -> !w.startsWith("-")).toArray(String[]::new);
    classes(classes, List.of(words.getFirst()), wrong);
    wrong.addAll(maven(rest.stream().filter(word -> word.startsWith("-")).toList()));
    return List.copyOf(wrong);
  }

  private void classes(String[] names, List<String> modules, List<String> wrong) {
    for (String name : names) {
      String type = name.replaceFirst("#.*", "");
      add(wrong, tree.isTest(type, modules), modules + " has no test " + type);
    }
  }

  private static List<String> modules(List<String> words) {
    int at = words.indexOf("-pl");
    return at < 0 ? List.of() : List.of(words.get(at + 1).split(","));
  }

  private static void add(List<String> wrong, boolean right, String sentence) {
    if (!right) {
      wrong.add(sentence);
    }
  }
}
