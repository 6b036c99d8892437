package dev.stuckpod.operator.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stuckpod.operator.prometheus.Past;
import dev.stuckpod.operator.prometheus.Prometheus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real Prometheus reads what we write, and finds the same selectors in it. It says so by
 * /api/v1/parse_query, which it has for its own pages.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpressionIT {

  private static final int MUTANTS = 4_000;
  private static final String PIECES = "(){}[],=~!\"'`\\#\n\r:@+-*<> a5";

  private final OkHttpClient http = new OkHttpClient();
  private final JsonMapper json = new JsonMapper();
  private @Nullable Prometheus prometheus;

  @BeforeAll
  void start() throws Exception {
    prometheus = Prometheus.knowing(new Past());
  }

  @AfterAll
  void stop() throws IOException {
    if (prometheus != null) {
      prometheus.close();
    }
  }

  static List<Queries.Row> plain() {
    return Queries.PLAIN;
  }

  @ParameterizedTest
  @MethodSource("plain")
  void prometheusReadsTheSameInWhatIsWrittenAnew(Queries.Row row) throws Exception {
    Optional<JsonNode> original = parsed(row.query());
    assertThat(original).as("Prometheus understands the row itself").isPresent();
    assertThat(parsed(Expression.read(row.query()).text())).isEqualTo(original);
  }

  @Test
  void prometheusFindsNoSelectorThatWasNotFoundHere() throws Exception {
    var random = new Random(15);
    int understood = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Expression read;
      try {
        read = Expression.read(mutant(random));
      } catch (NotUnderstood _) {
        continue;
      }
      Optional<JsonNode> tree = parsed(read.text());
      if (tree.isPresent()) {
        understood++;
        assertThat(selectors(tree.get()))
            .as(read.text())
            .containsExactlyInAnyOrderElementsOf(
                read.selectors().stream().map(ExpressionIT::whole).toList());
      }
    }
    assertThat(understood).as("mutants that both understand").isGreaterThan(100);
  }

  /** Cuts two queries, joins the parts and spoils a character or two. */
  private static String mutant(Random random) {
    String first = query(random);
    String second = query(random);
    var text =
        new StringBuilder(first.substring(0, random.nextInt(first.length() + 1)))
            .append(second.substring(random.nextInt(second.length() + 1)));
    for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      int at = random.nextInt(text.length());
      if (random.nextBoolean()) {
        text.setCharAt(at, piece);
      } else {
        text.insert(at, piece);
      }
    }
    return text.toString();
  }

  private static String query(Random random) {
    return Queries.PLAIN.get(random.nextInt(Queries.PLAIN.size())).query();
  }

  private Optional<JsonNode> parsed(String query) throws IOException {
    assertThat(prometheus).isNotNull();
    var request =
        new Request.Builder()
            .url(prometheus.url() + "/api/v1/parse_query")
            .post(new FormBody.Builder().add("query", query).build())
            .build();
    try (var response = http.newCall(request).execute()) {
      JsonNode answer = json.readTree(response.body().byteStream());
      assertThat(answer.path("status").asText()).isIn("success", "error");
      return Optional.of(answer.path("data")).filter(_ -> response.isSuccessful());
    }
  }

  /** The matchers of every node that has some; a name is a matcher there. */
  private static List<List<Matcher>> selectors(JsonNode tree) {
    var found = new ArrayList<List<Matcher>>();
    for (JsonNode node : tree.findParents("matchers")) {
      var matchers = new ArrayList<Matcher>();
      for (JsonNode matcher : node.get("matchers")) {
        matchers.add(
            new Matcher(
                matcher.get("name").asText(),
                matcher.get("type").asText(),
                matcher.get("value").asText()));
      }
      found.add(List.copyOf(matchers));
    }
    return found;
  }

  private static List<Matcher> whole(Selector selector) {
    var matchers = new ArrayList<>(selector.matchers());
    if (!selector.name().isEmpty()) {
      matchers.add(new Matcher("__name__", "=", selector.name()));
    }
    return List.copyOf(matchers);
  }
}
