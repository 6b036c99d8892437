package dev.stuckpod.cli.checkout;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What there is in the checkout: modules, profiles, properties, test classes, files. */
final class Tree {

  private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

  private final Path root = Repository.root();
  private final List<String> modules;
  private final String poms;
  private final List<Path> tests;
  private final String testSources;

  Tree() throws IOException {
    modules =
        MODULE
            .matcher(Files.readString(root.resolve("pom.xml")))
            .results()
            .map(m -> m.group(1))
            .toList();
    var all = new StringBuilder(Files.readString(root.resolve("pom.xml")));
    for (String module : modules) {
      all.append(Files.readString(root.resolve(module).resolve("pom.xml")));
    }
    poms = all.toString();
    try (Stream<Path> files = Files.walk(root)) {
      tests =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> root.relativize(file).toString().contains("src/test/java/"))
              .map(root::relativize)
              .toList();
    }
    testSources = tests.stream().map(this::text).collect(Collectors.joining());
  }

  List<String> modules() {
    return modules;
  }

  /** Names in capitals stand for any. */
  boolean isModule(String name) {
    return name.matches("\\.|[A-Z]+") || modules.contains(name);
  }

  boolean isProfile(String name) {
    return poms.contains("<id>" + name + "</id>");
  }

  /** Whether a build or a test asks for {@code -Dname}. */
  boolean isProperty(String name) {
    return name.equals("skipTests")
        || poms.contains("${" + name + "}")
        || poms.contains("<name>" + name + "</name>")
        || testSources.contains('"' + name + '"');
  }

  /** Whether one of the modules has the class; any module may where none is named. */
  boolean isTest(String name, List<String> of) {
    return tests.stream()
        .filter(file -> file.endsWith(name + ".java"))
        .anyMatch(file -> of.isEmpty() || of.stream().anyMatch(file::startsWith));
  }

  /** Why a path from the root stands for nothing; names in capitals and … stand for anything. */
  Optional<String> missing(String path) {
    return path.matches(".*[…*{}$<>@].*|[A-Z./]+") || Files.exists(root.resolve(path))
        ? Optional.empty()
        : Optional.of("there is no " + path);
  }

  /** Whether a word is written as a path from the root: its first part is a folder there. */
  boolean isPath(String word) {
    return word.matches("\\.?[a-z][\\w-]*/.*")
        && Files.isDirectory(root.resolve(word.substring(0, word.indexOf('/'))));
  }

  private String text(Path file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
