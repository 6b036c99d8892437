package dev.stuckpod.analysis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Platforms;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.graph.WaitForGraph;
import dev.stuckpod.analysis.report.Finding;
import dev.stuckpod.analysis.rule.channels.NilChannel;
import dev.stuckpod.analysis.rule.ground.Rule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final String NIL_CHANNEL =
      """
      goroutine 1 [chan receive (nil chan)]:
      main.main()
      \t/src/main.go:12 +0x5c

      """;

  @Test
  void aRuleThatFailsCostsItsOwnFindingsAndSaysSo() throws Exception {
    WaitForGraph graph = graph();
    var guard = new Guard();

    List<Finding> findings =
        Rules.apply(List.of(new Overflowing(), new NilChannel(), new Mistaken()), graph, guard);

    assertThat(findings).isNotEmpty().isEqualTo(Rules.apply(graph, new Guard()));
    assertThat(guard.problems())
        .containsExactly(
            "rule Overflowing failed, what it would have found is missing:"
                + " java.lang.StackOverflowError",
            "rule Mistaken failed, what it would have found is missing:"
                + " java.lang.IllegalStateException: a mistake");
  }

  @Test
  void ofRulesThatDoNotFailNothingIsSaid() throws Exception {
    var guard = new Guard();

    Rules.apply(graph(), guard);

    assertThat(guard.problems()).isEmpty();
  }

  private static WaitForGraph graph() throws Exception {
    var bytes = new ByteArrayInputStream(NIL_CHANNEL.getBytes(StandardCharsets.UTF_8));
    return Platforms.graph(Platforms.read(bytes, Limits.DEFAULT));
  }

  private static final class Mistaken implements Rule {
    @Override
    public List<Finding> find(WaitForGraph graph) {
      throw new IllegalStateException("a mistake");
    }
  }

  private static final class Overflowing implements Rule {
    @Override
    public List<Finding> find(WaitForGraph graph) {
      throw new StackOverflowError();
    }
  }
}
