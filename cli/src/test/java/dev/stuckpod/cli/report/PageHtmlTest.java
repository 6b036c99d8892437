package dev.stuckpod.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.report.html.PageHtml;
import dev.stuckpod.cli.report.page.ReportPage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file itself: whole, closed to everything, and made of our tags alone. */
class PageHtmlTest {

  private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>|<!");
  private static final Map<Class<?>, Object> PLAIN =
      Map.of(int.class, 1, boolean.class, false, double.class, 1.5, Instant.class, Instant.EPOCH);

  private static final Pattern VALUE = Pattern.compile("=\"[^\"]*\"");

  @Test
  void nothingIsFetchedAndNothingRunsButWhatHasTheDigestsOfThePolicy() throws Exception {
    String html = html(Sources.corpus("go-incident.go1.26.memory.txt"));
    String policy = first(html, "Content-Security-Policy\" content=\"([^\"]*)\"");

    assertThat(policy.replace("&#39;", "'"))
        .isEqualTo(
            "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                .formatted(
                    digest(first(html, "(?s)<style>(.*?)</style>")),
                    digest(first(html, "(?s)<script>(.*?)</script>"))));
    String markup = html.replaceAll("(?s)<(style|script)>.*?</\\1>", "");
    assertThat(markup).doesNotContainPattern("<[^>]* (?:style|on[a-z]+|src|srcset|action)=");
    assertThat(markup).doesNotContain("<link", "<iframe", "<object", "<img");
    assertThat(html).doesNotContain("@import", "url(", "http-equiv=\"refresh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "go-incident.go1.26.memory.txt",
        "go-ab-ba-three.go1.26.debug2.txt",
        "java-monitors.jdk25.threadprint.txt",
        "java-executor.jdk25.sigquit.txt",
        "go-waiting-on-peer.go1.26.debug2.txt",
        "go-idle.go1.26.sigquit.txt"
      })
  void everyWayInThePageLeadsSomewhere(String dump) throws Exception {
    assertWhole(html(Sources.corpus(dump)));
  }

  @Test
  void thatOfALoadTestToo() throws Exception {
    String html = html(Sources.page(Sources.LOAD_TEST));

    assertWhole(html);
    assertThat(html)
        .contains("<h2>Timeline, 2026-11-29 UTC</h2>", "<h2>Readings</h2>", "class=\"window\"")
        .contains("<h2>Pod hub-7b77d8c587-fsvdm</h2>");
  }

  @Test
  void theIdleAreFolded() throws Exception {
    String html = html(Sources.corpus("go-incident.go1.26.memory.txt"));

    assertThat(html).contains("8 goroutines that are known to do nothing, in 8 groups");
    assertThat(first(html, "(?s)(<details class=\"idle\".*?>)")).doesNotContain("open");
  }

  /** Whatever stands in whichever place, the tags and the names of attributes are the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</style><style>*{display:none}",
        "</title><h1>",
        "--><!-- <![CDATA[ ]]>",
        "javascript:alert(1)",
        "\u202egnp.exe\u2066\u200b",
        "\u001b[31mred\u001b]0;x\u0007",
        "\ud800 half",
        "&lt;b&gt; &#x202e;",
        "line\nbreak\r\ttab\u2028"
      })
  void aHostileNameStaysText(String hostile) {
    String mine = tags(PageHtml.of(page(_ -> "mine")).text());
    String html = PageHtml.of(page(_ -> hostile)).text();

    assertThat(tags(html)).isEqualTo(mine);
    assertThat(html.replace("\n", ""))
        .doesNotContainPattern("[\\p{Cntrl}\u202e\u2066\u200b\u2028]")
        .doesNotContain("\ud800");
  }

  @Test
  void whatCannotBeSeenIsShownByItsNumber() {
    assertThat(PageHtml.of(page(_ -> "a\u202eb\u001bc")).text()).contains("a[U+202E]b[U+001B]c");
  }

  @Test
  void onlyAddressesOfTheWebAreLinks() {
    assertThat(PageHtml.of(page(_ -> "javascript:alert(1)")).text())
        .doesNotContain("href=\"javascript");
    assertThat(PageHtml.of(page(_ -> "https://git.example/a#L1")).text())
        .contains("href=\"https://git.example/a#L1\"");
  }

  @Test
  void aVeryLongNameIsCut() {
    String html = PageHtml.of(page(_ -> "x".repeat(1_000_000))).text();

    assertThat(html.length()).isLessThan(500_000);
  }

  private static void assertWhole(String html) {
    Set<String> ids = new TreeSet<>(all(html, " id=\"([^\"]*)\""));
    assertThat(all(html, " id=\"([^\"]*)\"")).as("each once").hasSameSizeAs(ids);
    assertThat(ids).containsAll(all(html, "href=\"#([^\"]*)\"")).contains("main");
    var open = new ArrayList<String>();
    Set<String> empty = Set.of("meta", "input", "br");
    for (String tag : all(html.replaceAll("(?s)<script>.*?</script>", ""), "<(/?[a-z0-9]+)[ >]")) {
      if (tag.startsWith("/")) {
        assertThat(open.removeLast()).isEqualTo(tag.substring(1));
      } else if (!empty.contains(tag)) {
        open.add(tag);
      }
    }
    assertThat(open).isEmpty();
  }

  private static String html(ReportPage page) {
    return PageHtml.of(page).text();
  }

  /** Tags with the names of their attributes, and nothing else; links apart. */
  private static String tags(String html) {
    String bare = html.replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>");
    String joined = String.join("\n", TAG.matcher(bare).results().map(MatchResult::group).toList());
    return VALUE.matcher(joined).replaceAll("").replace(" href", "").replaceAll("<a>|</a>", "");
  }

  private static List<String> all(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().map(m -> m.group(1)).toList();
  }

  private static String first(String html, String pattern) {
    return all(html, pattern).getFirst();
  }

  private static String digest(String content) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(digest);
  }

  /** A page in which every text is the same, but for ids that are ours. */
  private static ReportPage page(UnaryOperator<String> text) {
    return (ReportPage) made(ReportPage.class, "page", text, new AtomicInteger());
  }

  private static Object made(Type type, String name, UnaryOperator<String> text, AtomicInteger id) {
    if (type instanceof ParameterizedType list) {
      Type of = list.getActualTypeArguments()[0];
      return of instanceof Class<?> c && c.getSimpleName().equals("Edge")
          ? List.of()
          : List.of(made(of, name, text, id));
    }
    Class<?> as = (Class<?>) type;
    if (as == String.class) {
      return name.equals("id") ? "id-" + id.getAndIncrement() : text.apply(name);
    }
    if (as.isEnum()) {
      return as.getEnumConstants()[0];
    }
    if (as.isRecord()) {
      return record(as, text, id);
    }
    return Objects.requireNonNull(PLAIN.get(as), as.getName());
  }

  private static Object record(Class<?> as, UnaryOperator<String> text, AtomicInteger id) {
    try {
      RecordComponent[] parts = as.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] values =
          Arrays.stream(parts)
              .map(part -> made(part.getGenericType(), part.getName(), text, id))
              .toArray();
      return as.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
