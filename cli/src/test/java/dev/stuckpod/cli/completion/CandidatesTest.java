package dev.stuckpod.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.completion.Candidates.Word;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

  private final Map<Kind, String> cluster =
      Map.of(
          Kind.Analysis, "hub-1",
          Kind.AnalysisOrFile, "hub-1",
          Kind.Pod, "hub-7d9",
          Kind.Namespace, "chat",
          Kind.Context, "kind-kind",
          Kind.Policy, "frozen",
          Kind.Window, "nightly");

  private Map<String, String> seenWith = Map.of();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sho                      | show              | false
          list --outp              | --output          | false
          list -o                  | -o                | false
          list --output y          | yaml              | false
          list --output = y        | yaml              | false
          list --output=y          | --output=yaml     | false
          list -n c                | chat              | false
          list --namespace=c       | --namespace=chat  | false
          list --context k         | kind-kind         | false
          show h                   | hub-1             | false
          show -o json h           | hub-1             | false
          raw --sample 1 h         | hub-1             | false
          capture h                | hub-7d9           | false
          explain --policy f       | frozen            | false
          explain h                | hub-7d9           | false
          diff one h               | hub-1             | true
          analyze x                |                   | true
          loadtest clo             | close             | false
          loadtest close n         | nightly           | false
          completion f             | fish              | false
          show --kubeconfig /      |                   | true
          nonsense x               |                   | false
          show -- -                |                   | false
          """)
  void tellsWhatCouldBeTypedNext(String typed, String expected, boolean files) {
    Candidates.Found found = complete(List.of(typed.strip().split(" +", -1)));

    assertThat(found.words())
        .extracting(Word::text)
        .isEqualTo(expected == null ? List.of() : List.of(expected));
    assertThat(found.files()).isEqualTo(files);
  }

  @Test
  void withoutAWordItTellsAllCommandsThatAreForUsersAndWhatTheyDo() {
    assertThat(complete(List.of("")).words())
        .contains(new Word("list", "Lists the DumpAnalyses of a namespace, the latest first."))
        .extracting(Word::text)
        .contains("show", "explain", "doctor", "diff", "version")
        .doesNotContain("__complete", "generate");
  }

  @Test
  void namesAreSeenWithTheClusterThatWasTyped() {
    complete(List.of("show", "--context", "prod", "-nchat", "--kubeconfig=/k", ""));

    assertThat(seenWith)
        .isEqualTo(Map.of("--context", "prod", "--namespace", "chat", "--kubeconfig", "/k"));
  }

  private Candidates.Found complete(List<String> words) {
    return new Candidates(
            (kind, typed) -> {
              seenWith = typed.values();
              return List.of(new Word(Objects.requireNonNull(cluster.get(kind)), ""));
            })
        .of(Stuckpod.commandLine(), words);
  }
}
