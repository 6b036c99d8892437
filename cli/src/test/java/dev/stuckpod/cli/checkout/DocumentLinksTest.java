package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows every link of every document to a file of the checkout, and to its heading there. */
class DocumentLinksTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?s)```.*?\\n```|``.+?``|`[^`\\n]+`");

  /** All but the piece that docs/scoreboard.md ends with, whose links are that page's. */
  static List<Document> documents() throws IOException {
    return Document.all().stream()
        .filter(document -> !document.name().equals("corpus/strangers/figures.md"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void leadSomewhere(Document document) throws IOException {
    assertThat(dead(document.name(), String.join("\n", document.lines()))).isEmpty();
  }

  /** That it would notice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[x](gone.md)",
        "[x](faq.md#no-such-heading)",
        "[x](#nor-here)",
        "[x](../docs) [y](../doc)"
      })
  void noticesWhatLeadsNowhere(String text) throws IOException {
    assertThat(dead("docs/faq.md", text)).hasSize(1);
  }

  @Test
  void knowsHeadingsAsTheyAreKnownToBrowsers() {
    assertThat(anchors("# `a b`: what, and *why*?\n## Leak\n## Leak\n```\n# no\n```\n"))
        .containsExactlyInAnyOrder("a-b-what-and-why", "leak", "leak-1");
  }

  private static List<String> dead(String name, String text) throws IOException {
    Path from = Repository.root().resolve(name);
    var dead = new ArrayList<String>();
    for (String target :
        LINK.matcher(CODE.matcher(text).replaceAll("")).results().map(m -> m.group(1)).toList()) {
      if (!target.matches("[a-z]+:.*")) {
        problem(from, target, text).ifPresent(dead::add);
      }
    }
    return dead;
  }

  private static Optional<String> problem(Path from, String target, String text)
      throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path to = file.isEmpty() ? from : from.resolveSibling(file).normalize();
    if (!Files.exists(to)) {
      return Optional.of(target + ": there is no such file");
    }
    if (hash < 0 || !to.toString().endsWith(".md")) {
      return Optional.empty();
    }
    String there = file.isEmpty() ? text : Files.readString(to);
    return anchors(there).contains(target.substring(hash + 1))
        ? Optional.empty()
        : Optional.of(target + ": there is no such heading");
  }

  /** As GitHub makes them of headings, and docs/site likewise. */
  private static Set<String> anchors(String text) {
    var anchors = new HashSet<String>();
    Map<String, Integer> seen = new HashMap<>();
    boolean fenced = false;
    for (String line : text.lines().toList()) {
      fenced ^= line.startsWith("```");
      if (!fenced && line.matches("#{1,6} .*")) {
        String anchor =
            line.replaceFirst("^#+ +", "")
                .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
        int times = seen.merge(anchor, 1, Integer::sum);
        anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
      }
    }
    return anchors;
  }
}
