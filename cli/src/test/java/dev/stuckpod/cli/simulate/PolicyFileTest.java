package dev.stuckpod.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told of a file that is no policy, or a wrong one. */
class PolicyFileTest {

  private static final String GOOD =
      """
      apiVersion: stuckpod.dev/v1alpha1
      kind: StuckPolicy
      metadata: {name: hub}
      spec:
        selector: {matchLabels: {app: hub}}
        mode: Shadow
        stuckWhen:
          any:
          - name: no-progress
            noProgress:
              while: [{metric: hub_clients, above: 100}]
              counters: [{metric: hub_sent_total}]
      """;

  private final Path file;

  PolicyFileTest(@TempDir Path folder) {
    file = folder.resolve("policy.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "above: 100 | abov: 100 | spec.stuckWhen.any[0].noProgress.while[0] has no field abov:"
            + " there are above, match, metric",
        "mode: Shadow | mod: Shadow | spec has no field mod: there are capture, container, for, ",
        "above: 100 | above: many | spec.stuckWhen.any[0].noProgress.while[0].above: 'many' is no"
            + " number",
        "mode: Shadow | mode: shadow | spec.mode: 'shadow' is no value of it: take Capture or"
            + " Shadow",
        "{app: hub}} | [app]} | spec.selector.matchLabels is written in another form than it has:"
            + " kubectl explain stuckpolicy.spec.selector.matchLabels tells it",
        "kind: StuckPolicy | kind: Pod | give one object with kind: StuckPolicy",
        "dev/v1alpha1 | dev/v1 | give it apiVersion: stuckpod.dev/v1alpha1",
        "spec: | specs: | it has no spec",
        "selector: {matchLabels: {app: hub}} | for: 20s | it has no spec.selector: name a label,"
            + " such as matchLabels: {app: cable}",
        "mode: Shadow | mode: Shadow: | it cannot be read as YAML: line 6: mapping values are not"
            + " allowed here",
        "mode: Shadow | selector: {} | it cannot be read as YAML: line 6: found duplicate key"
            + " selector",
      })
  void saysWhichFieldIsWrongAndWhatItTakes(String good, String wrong, String told)
      throws IOException {
    assertThat(GOOD).contains(good);
    Files.writeString(file, GOOD.replace(good, wrong));

    assertThatThrownBy(() -> PolicyFile.read(file.toString()))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(file + " is not a StuckPolicy: " + told);
  }

  @Test
  void ofTwoPoliciesNoneIsLeftOutSilently() throws IOException {
    Files.writeString(file, GOOD + "---\n" + GOOD);

    assertThatThrownBy(() -> PolicyFile.read(file.toString()))
        .hasMessage(
            file
                + " is not a StuckPolicy: it has 2 documents, and one policy is simulated at a"
                + " time: give each a file");
  }

  @Test
  void documentsThatSayNothingDoNotCount() throws IOException, CommandException {
    Files.writeString(file, "# a comment\n---\n" + GOOD + "---\n");

    assertThat(PolicyFile.read(file.toString()).getMetadata().getName()).isEqualTo("hub");
  }

  @Test
  void anEmptyFileIsNoPolicy() throws IOException {
    Files.writeString(file, "");

    assertThatThrownBy(() -> PolicyFile.read(file.toString()))
        .hasMessage(file + " is not a StuckPolicy: give one object with kind: StuckPolicy");
  }
}
