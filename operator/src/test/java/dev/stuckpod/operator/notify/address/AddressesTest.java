package dev.stuckpod.operator.notify.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpec.Trigger;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisSpecBuilder;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be configured, and which incidents follow from it. */
class AddressesTest {

  @Test
  void thereAreNoneWhereNothingIsSaid() {
    assertThat(Addresses.read("")).isEmpty();
    assertThat(Addresses.read("[]")).isEmpty();
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    Address address = one("\"name\": \"a\", \"type\": \"slack\", \"url\": \"https://x.example\"");

    assertThat(address.wanted()).isEqualTo(Wanted.USUAL);
    assertThat(address.resolveAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(address.linkTo("shop", "a", "hub")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'type': 'slack', 'url': 'https://x.example'                                | each has a name
          'name': 'A b', 'type': 'slack', 'url': 'https://x.example'                 | A b
          'name': 'a', 'url': 'https://x.example'                                    | a: say its type
          'name': 'a', 'type': 'pager', 'url': 'https://x.example'                   | pager
          'name': 'a', 'type': 'slack'                                               | either url, or secretRef
          'name': 'a', 'type': 'slack', 'url': 'https://x.example', 'secretRef': {'name': 's', 'key': 'k'} | either url, or secretRef
          'name': 'a', 'type': 'slack', 'url': 'x.example'                           | http:// or https://
          'name': 'a', 'type': 'slack', 'url': 'file:///etc/passwd'                  | http:// or https://
          'name': 'a', 'type': 'slack', 'url': 'https://me:secret@x.example'         | no credentials
          'name': 'a', 'type': 'webhook', 'url': 'http://x.example', 'bearerTokenSecret': {'name': 's', 'key': 'k'} | plainHttp
          'name': 'a', 'type': 'webhook', 'url': 'https://x.example', 'verdicts': ['Stuck'] | Stuck
          'name': 'a', 'type': 'webhook', 'url': 'https://x.example', 'confidence': 'High' | High
          'name': 'a', 'type': 'webhook', 'url': 'https://x.example', 'unknown': 1     | unknown
          'name': 'a', 'type': 'webhook', 'url': 'https://x.example', 'labels': {'x': 'y'} | labels are for an alertmanager
          'name': 'a', 'type': 'alertmanager', 'url': 'https://x.example', 'labels': {'pod': 'y'} | label pod
          'name': 'a', 'type': 'alertmanager', 'url': 'https://x.example', 'resolveAfter': '3s' | resolveAfter
          'name': 'a', 'type': 'alertmanager', 'url': 'https://x.example', 'resolveAfter': 'soon' | resolveAfter
          'name': 'a', 'type': 'webhook', 'url': 'https://x.example', 'link': 'https://x.example/{uid}' | link
          """,
      quoteCharacter = '`')
  void saysWhatIsWrongWithWhich(String written, String said) {
    assertThatThrownBy(() -> one(written.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said)
        .hasMessageNotContaining("secret@");
  }

  @Test
  void twoOfOneNameAndMoreThanAStatusTellsOfAreRefused() {
    String same = "{\"name\": \"a\", \"type\": \"slack\", \"url\": \"https://x.example\"}";
    assertThatThrownBy(() -> Addresses.read("[" + same + "," + same + "]"))
        .hasMessageContaining("two are named a");
    String many =
        IntStream.range(0, 33)
            .mapToObj(i -> same.replace("\"a\"", "\"a" + i + "\""))
            .collect(Collectors.joining(",", "[", "]"));
    assertThatThrownBy(() -> Addresses.read(many)).hasMessageContaining("32 at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          | shop | Deadlock | Proven | Policy | true
          | shop | Deadlock | Suspected | Policy | true
          | shop | Inconclusive | Suspected | Policy | true
          | shop | WaitingOnPeer | Strong | Person | true
          | shop | NothingFound | Strong | Policy | false
          | shop | Deadlock | Proven | Window | false
          'verdicts': ['NothingFound', 'Deadlock'] | shop | NothingFound | Suspected | Policy | true
          'verdicts': ['Deadlock'] | shop | Contention | Strong | Policy | false
          'confidence': 'Strong' | shop | Deadlock | Strong | Policy | true
          'confidence': 'Strong' | shop | Deadlock | Proven | Policy | true
          'confidence': 'Strong' | shop | Deadlock | Suspected | Policy | false
          'namespaces': ['till'] | shop | Deadlock | Proven | Policy | false
          'namespaces': ['till', 'shop'] | shop | Deadlock | Proven | Policy | true
          'openedBy': ['Policy'] | shop | Deadlock | Proven | Person | false
          'openedBy': ['LoadTestWindow'] | shop | Deadlock | Proven | Window | true
          | shop | SomethingOfALaterVersion | Proven | Policy | false
          """,
      quoteCharacter = '`')
  void wantsWhatItSays(
      String more,
      String namespace,
      String verdict,
      String confidence,
      String openedBy,
      boolean wanted) {
    String beside = more == null ? "" : ", " + more.replace('\'', '"');
    Address address =
        one("\"name\": \"a\", \"type\": \"slack\", \"url\": \"https://x.example\"" + beside);
    var analysis = new DumpAnalysis();
    analysis.setMetadata(new ObjectMetaBuilder().withName("a").withNamespace(namespace).build());
    var spec = DumpAnalysisSpecBuilder.builder().podName("hub");
    analysis.setSpec(
        switch (openedBy) {
          case "Policy" -> spec.trigger(new Trigger("mine", null, "rule", null)).build();
          case "Window" -> spec.trigger(new Trigger(null, "nightly", "rule", null)).build();
          default -> spec.build();
        });
    analysis.setStatus(
        DumpAnalysisStatusBuilder.builder().verdict(verdict).confidence(confidence).build());

    assertThat(address.wanted().wants(analysis)).isEqualTo(wanted);
  }

  private static Address one(String fields) {
    return Addresses.read("[{" + fields + "}]").getFirst();
  }
}
