package dev.stuckpod.operator.inject.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.inject.facts.NamespaceFacts;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BypassTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String APP = "{containers: [{name: app, image: a}]}";
  private static final NamespaceFacts PLAIN = new NamespaceFacts("shop", Map.of());
  private static final NamespaceFacts ISTIO =
      new NamespaceFacts("shop", Map.of("istio-injection", "enabled"));

  /** https://istio.io/latest/docs/setup/additional-setup/sidecar-injection */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # namespace's labels                | pod's labels                      | pod's annotations                | pod | written
                                              |                                   |                                  | APP |
          istio-injection: enabled            |                                   |                                  | APP | 7443
          istio-injection: disabled           |                                   |                                  | APP |
          istio.io/rev: canary                |                                   |                                  | APP | 7443
          'istio-injection: disabled, istio.io/rev: canary' |                     |                                  | APP |
                                              | istio.io/rev: canary              |                                  | APP | 7443
                                              | 'sidecar.istio.io/inject: "true"' |                                  | APP | 7443
          istio-injection: enabled            | 'sidecar.istio.io/inject: "false"'|                                  | APP |
          istio-injection: enabled            |                                   | 'sidecar.istio.io/inject: "false"' | APP |
                                              |                                   | sidecar.istio.io/status: x       | APP | 7443
                                              |                                   |                                  | '{containers: [{name: app}, {name: istio-proxy}]}' | 7443
                                              |                                   |                                  | '{initContainers: [{name: istio-proxy, restartPolicy: Always}], containers: [{name: app}]}' | 7443
                                              |                                   |                                  | '{initContainers: [{name: istio-validation}], containers: [{name: app}]}' | 7443
                                              |                                   |                                  | '{initContainers: [{name: migrate}], containers: [{name: app}]}' |
          istio.io/dataplane-mode: ambient    |                                   |                                  | APP |
          istio-injection: enabled            |                                   |                                  | '{restartPolicy: Never, containers: [{name: job}]}' | 7443
          """)
  void istioIsToldOfThePortWhereThePodHasItsProxyOrWillHave(
      String namespace, String labels, String annotations, String pod, String written) {
    Bypass bypass =
        Bypass.of(pod(labels, annotations, pod), new NamespaceFacts("shop", map(namespace)), 7443);

    assertThat(bypass.annotations())
        .isEqualTo(written == null ? Map.of() : Map.of(Istio.EXCLUDE, written));
    assertThat(bypass.arguments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # excludeInboundPorts | includeInboundPorts | written
                                |                     | 7443
          ''                    |                     | 7443
          '8080'                |                     | 8080,7443
          '8080,9090'           |                     | 8080,9090,7443
          ' 8080 , 9090, '      |                     | 8080 , 9090,7443
          '7443'                |                     |
          '80, 7443 ,90'        |                     |
          '17443,74430'         |                     | 17443,74430,7443
          '7000-8000'           |                     |
          '7444-8000'           |                     | 7444-8000,7443
          '*'                   |                     |
          'what'                |                     | what,7443
          '8080'                | '*'                 | 8080,7443
          '8080'                | ''                  |
                                | '80,8080'           |
                                | '7443'              |
          """)
  void whatTheUserExcludesStaysAndThePortIsAdded(String excluded, String included, String written) {
    var annotations = new LinkedHashMap<String, String>();
    if (excluded != null) {
      annotations.put(Istio.EXCLUDE, excluded);
    }
    if (included != null) {
      annotations.put(Istio.INCLUDE, included);
    }
    Pod pod = pod(null, null, APP);
    pod.getMetadata().setAnnotations(annotations);

    assertThat(Bypass.of(pod, ISTIO, 7443).annotations())
        .isEqualTo(written == null ? Map.of() : Map.of(Istio.EXCLUDE, written));
  }

  /** Its init container was made before, and reads no annotation any more. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # arguments of istio-init                                              | place | text
          '-p, "15001", -b, "*", -d, "15090,15021"'                              | 5     | 15090,15021,7443
          '--istio-inbound-ports, "*", --istio-local-exclude-ports, "15090"'     | 3     | 15090,7443
          '-b, "*", -d, "15090,7443"'                                            |       |
          '-b, "80", -d, "15090"'                                                |       |
          '-b, "*", -d'                                                          |       |
          """)
  void initContainerThatIsThereGetsThePortToo(
      String arguments, @Nullable Integer place, String text) {
    Pod pod =
        pod(
            null,
            null,
            "{initContainers: [{name: first}, {name: istio-init, args: [%s]}], containers: [{name: a}]}"
                .formatted(arguments));

    assertThat(Bypass.of(pod, PLAIN, 7443).arguments())
        .isEqualTo(place == null ? List.of() : List.of(new Argument(1, place, text)));
  }

  /** https://linkerd.io/2/reference/proxy-configuration */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # namespace's annotations          | pod's annotations                          | written
                                             |                                            |
          linkerd.io/inject: enabled         |                                            | 4567,4568,7443
          linkerd.io/inject: disabled        |                                            |
          linkerd.io/inject: enabled         | linkerd.io/inject: disabled                |
                                             | linkerd.io/inject: ingress                 | 4567,4568,7443
          'linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "3306"' |    | 3306,7443
          'linkerd.io/inject: enabled, config.linkerd.io/skip-inbound-ports: "3306"' | 'config.linkerd.io/skip-inbound-ports: "25,587-600"' | 25,587-600,7443
          linkerd.io/inject: enabled         | 'config.linkerd.io/skip-inbound-ports: ""' | 7443
          linkerd.io/inject: enabled         | 'config.linkerd.io/skip-inbound-ports: "7000-7999"' |
          config.linkerd.io/skip-inbound-ports: x |                                       |
          """)
  void linkerdIsToldWithWhatNamespaceAndInstallationLeaveAlone(
      String namespace, String annotations, String written) {
    Bypass bypass =
        Bypass.of(
            pod(null, annotations, APP),
            new NamespaceFacts("shop", Map.of(), map(namespace)),
            7443);

    assertThat(bypass.annotations())
        .isEqualTo(written == null ? Map.of() : Map.of(Linkerd.SKIP, written));
  }

  @Test
  void linkerdThatWasAtThePodBeforeSaysItselfWhatItLeavesAlone() {
    Pod pod =
        pod(
            null,
            null,
            """
            {initContainers: [{name: linkerd-init, args: [--inbound-ports-to-ignore, '4190,4191,25',
               --outbound-ports-to-ignore, '443']}],
             containers: [{name: app}, {name: linkerd-proxy}]}
            """);

    assertThat(Bypass.of(pod, PLAIN, 7443))
        .isEqualTo(
            new Bypass(
                Map.of(Linkerd.SKIP, "4190,4191,25,7443"),
                List.of(new Argument(0, 1, "4190,4191,25,7443"))));
  }

  @Test
  void anotherPortThanTheUsualOneIsTold() {
    assertThat(Bypass.of(pod(null, null, APP), ISTIO, 7450).annotations())
        .isEqualTo(Map.of(Istio.EXCLUDE, "7450"));
  }

  private static Pod pod(@Nullable String labels, @Nullable String annotations, String spec) {
    return YAML.unmarshal(
        "apiVersion: v1\nkind: Pod\nmetadata: {labels: {%s}, annotations: {%s}}\nspec: %s"
            .formatted(
                Objects.requireNonNullElse(labels, ""),
                Objects.requireNonNullElse(annotations, ""),
                spec.equals("APP") ? APP : spec),
        Pod.class);
  }

  private static Map<String, String> map(@Nullable String yaml) {
    Map<?, ?> document =
        YAML.unmarshal("all: {%s}".formatted(Objects.requireNonNullElse(yaml, "")), Map.class);
    return ((Map<?, ?>) Objects.requireNonNull(document.get("all")))
        .entrySet().stream()
            .collect(
                Collectors.toMap(
                    e -> String.valueOf(e.getKey()), e -> String.valueOf(e.getValue())));
  }
}
