package dev.stuckpod.crds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What API servers understand, as {@code by-version.txt} says it.
 *
 * @param oldest minor version of the oldest server
 * @param since minor version that brought a word, by kind and word
 */
record ByVersion(int oldest, Map<String, Map<String, Integer>> since) {

  /** A literal, whose contents are no words of the rule. */
  private static final Pattern LITERAL =
      Pattern.compile("[rR]?(\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*')");

  private static final Pattern WORD =
      Pattern.compile("(?<before>\\.\\??\\s*)?(?<word>[A-Za-z_][A-Za-z0-9_]*)(?<call>\\s*\\()?");

  /** Operators and constants, which stand for themselves where no dot is before them. */
  private static final List<String> LANGUAGE = List.of("true", "false", "null", "in");

  static ByVersion read(int oldest) throws IOException {
    var since = new HashMap<String, Map<String, Integer>>();
    try (InputStream file = ByVersion.class.getResourceAsStream("by-version.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
        List<String> words = List.of(line.split(" ", -1));
        int minor = Integer.parseInt(words.get(1).substring("1.".length()));
        Map<String, Integer> kind = since.computeIfAbsent(words.getFirst(), k -> new HashMap<>());
        words.subList(2, words.size()).forEach(word -> kind.putIfAbsent(word, minor));
      }
    }
    return new ByVersion(oldest, since);
  }

  /** Says what the oldest server does not understand in a rule; empty if it understands all. */
  List<String> objections(String rule) {
    var found = new TreeSet<String>();
    Matcher word = WORD.matcher(LITERAL.matcher(rule).replaceAll("''"));
    while (word.find()) {
      objection(word.group("before") != null, word.group("word"), word.group("call") != null)
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** Says what is wrong with a format; empty if the oldest server checks it. */
  Optional<String> objectionToFormat(String format) {
    return later("format", format);
  }

  private Optional<String> objection(boolean selected, String word, boolean called) {
    if (called) {
      return later("function", word);
    }
    if (!selected && words("library").containsKey(word)) {
      return later("library", word);
    }
    boolean reserved = words("reserved").containsKey(word);
    return reserved && (selected || !LANGUAGE.contains(word))
        ? Optional.of(
            "write __%s__ for the field %s, which is a reserved word".formatted(word, word))
        : Optional.empty();
  }

  private Optional<String> later(String kind, String word) {
    Integer minor = words(kind).get(word);
    if (minor == null) {
      return Optional.of(
          "%s %s is not in by-version.txt: find the version that brought it".formatted(kind, word));
    }
    return minor < oldest
        ? Optional.empty()
        : Optional.of(
            "%s %s came with 1.%d, and new CRDs of 1.%d take what 1.%d knew"
                .formatted(kind, word, minor, oldest, oldest - 1));
  }

  private Map<String, Integer> words(String kind) {
    return since.getOrDefault(kind, Map.of());
  }
}
