package dev.stuckpod.cli.checkout;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file of the checkout.
 *
 * @param name its path from the root
 */
record Document(String name, List<String> lines) {

  private static final Pattern MADE = Pattern.compile("(.*/)?(target|\\.git|resources)/.*");
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern INLINE = Pattern.compile("`([^`]+)`");

  /** What is no shell: YAML, a drawing. */
  private static final Pattern OTHER = Pattern.compile("^[\\w-]+: .*|.*( -> |──| \\{$).*");

  static List<Document> all() throws IOException {
    Path root = Repository.root();
    var documents = new ArrayList<Document>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
        String name = root.relativize(file).toString();
        if (!MADE.matcher(name).matches()) {
          documents.add(new Document(name, Files.readAllLines(file)));
        }
      }
    }
    return documents;
  }

  /** The lines of every block of shell, those that go on after a backslash joined. */
  List<String> shell() {
    return blocks().stream()
        .filter(block -> !OTHER.matcher(block.getFirst()).matches())
        .flatMap(block -> String.join("\n", block).replaceAll("\\\\\n *", "").lines())
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** What stands between backticks in the text, broken lines joined. */
  List<String> inline() {
    var text = new StringBuilder();
    boolean fenced = false;
    for (String line : lines) {
      fenced ^= FENCE.matcher(line).lookingAt();
      text.append(fenced || isCode(line) ? "" : line).append(line.isBlank() ? "\n\n" : " ");
    }
    return text.toString()
        .lines()
        .flatMap(paragraph -> INLINE.matcher(paragraph).results().map(span -> span.group(1)))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }

  private List<List<String>> blocks() {
    var blocks = new ArrayList<List<String>>();
    List<String> open = new ArrayList<>();
    String fence = null;
    for (String line : lines) {
      Matcher mark = FENCE.matcher(line);
      boolean isMark = mark.matches();
      if (isMark) {
        fence = fence == null ? mark.group(1) : null;
      }
      if (!isMark && (fence == null ? isCode(line) : fence.matches("|sh|bash|shell"))) {
        open.add(fence == null ? line.substring(4) : line);
      } else if (!open.isEmpty()) {
        blocks.add(open);
        open = new ArrayList<>();
      }
    }
    if (!open.isEmpty()) {
      blocks.add(open);
    }
    return blocks;
  }

  private static boolean isCode(String line) {
    return line.startsWith("    ");
  }
}
