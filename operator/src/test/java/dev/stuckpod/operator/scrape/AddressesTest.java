package dev.stuckpod.operator.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.v1alpha1.LoadTestWindowSpec.ScrapeSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where pods may serve their metrics, row by row. */
class AddressesTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /**
   * A row.
   *
   * @param annotations of the pod, without their prefix
   * @param ports of the app's container
   * @param expected port and path of each, in their order
   */
  record Row(
      String what,
      String annotations,
      String ports,
      @Nullable ScrapeSpec spec,
      List<Endpoint> monitored,
      String expected) {

    Row(String what, String annotations, String ports, String expected) {
      this(what, annotations, ports, null, List.of(), expected);
    }

    Row said(@Nullable Integer port, @Nullable String path) {
      return new Row(what, annotations, ports, new ScrapeSpec(port, path), monitored, expected);
    }

    Row monitored(Endpoint... endpoints) {
      return new Row(what, annotations, ports, spec, List.of(endpoints), expected);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("nothing is said", "", "", ""),
        new Row("a port without a name may be anything's", "", "{containerPort: 8080}", ""),
        new Row("annotated", "port: '9100'", "", "9100/metrics"),
        new Row("with a path", "port: '9100', path: /m?all=1", "", "9100/m?all=1"),
        new Row("asked for, where is not said", "scrape: 'true'", "", ""),
        new Row(
            "not to be scraped",
            "scrape: 'false', port: '9100'",
            "{name: metrics, containerPort: 1}",
            ""),
        new Row("no port", "port: none", "", ""),
        new Row("port zero", "port: '0'", "", ""),
        new Row("no port has that number", "port: '65536'", "", ""),
        new Row("nor that one", "port: '4294967376'", "", ""),
        new Row("a negative one", "port: '-1'", "", ""),
        new Row("other digits", "port: '٩١٠٠'", "", ""),
        new Row("a port and more", "port: '9100 '", "", ""),
        new Row("no path", "port: '9100', path: metrics", "", "9100/metrics"),
        new Row("a URL", "port: '9100', path: 'http://elsewhere/'", "", "9100/metrics"),
        new Row("a path with a space", "port: '9100', path: '/a b'", "", "9100/metrics"),
        new Row("a path with a line", "port: '9100', path: \"/a\\nHost: b\"", "", "9100/metrics"),
        new Row("a path in other letters", "port: '9100', path: /ä", "", "9100/metrics"),
        new Row(
            "a path without end", "port: '9100', path: /" + "a".repeat(256), "", "9100/metrics"),
        new Row("a port of that name", "", "{name: metrics, containerPort: 9100}", "9100/metrics"),
        new Row("nearly of that", "", "{name: app-metrics, containerPort: 1}", "1/metrics"),
        new Row("or so", "", "{name: prom, containerPort: 1}", "1/metrics"),
        new Row("where HTTP is spoken", "", "{name: http, containerPort: 80}", "80/metrics"),
        new Row("more of it", "", "{name: http-alt, containerPort: 81}", "81/metrics"),
        new Row("the second of it", "", "{name: web2, containerPort: 82}", "82/metrics"),
        new Row("something else", "", "{name: redis, containerPort: 6379}", ""),
        new Row("encrypted", "", "{name: https, containerPort: 443}", ""),
        new Row("by datagrams", "", "{name: metrics, containerPort: 1, protocol: UDP}", ""),
        new Row(
            "the likeliest first",
            "port: '1'",
            "{name: http, containerPort: 4}, {name: metrics, containerPort: 3}",
            "1/metrics 3/metrics 4/metrics"),
        new Row(
            "each once", "port: '9100'", "{name: metrics, containerPort: 9100}", "9100/metrics"),
        new Row(
            "an app of many ports is not asked at each",
            "",
            "{name: http, containerPort: 1}, {name: http2, containerPort: 2},"
                + " {name: http3, containerPort: 3}, {name: http4, containerPort: 4},"
                + " {name: http5, containerPort: 5}",
            "1/metrics 2/metrics 3/metrics 4/metrics"),
        new Row("the window says where", "port: '1'", "", "9200/metrics").said(9200, null),
        new Row("with its path", "port: '1', path: /a", "", "9200/stats").said(9200, "/stats"),
        new Row("with the annotated one", "path: /a", "", "9200/a").said(9200, null),
        new Row("whoever says otherwise", "scrape: 'false'", "", "9200/metrics").said(9200, null),
        new Row("only the path", "", "{name: metrics, containerPort: 1}", "1/stats")
            .said(null, "/stats"),
        new Row("monitored by name", "", "{name: redis, containerPort: 7}", "7/metrics")
            .monitored(new Endpoint("redis", null, null)),
        new Row("monitored by number", "", "", "7/m")
            .monitored(new Endpoint(null, 7, "/m"), new Endpoint("nobody", null, null)),
        new Row("monitored after annotated", "port: '1', path: /a", "", "1/a 7/a 8/metrics")
            .monitored(new Endpoint(null, 7, null), new Endpoint(null, 8, "/metrics")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void areWhereItIsSaid(Row row) {
    assertThat(told(pod(row.annotations(), row.ports()), row.spec(), row.monitored()))
        .isEqualTo(row.expected());
  }

  @Test
  void portsOfOtherContainersAreTheirs() {
    assertThat(told(pod("", ""), null, List.of())).isEmpty();
    assertThat(told(pod("", ""), null, List.of(new Endpoint("metrics", null, null))))
        .as("of a monitor they are the pod's")
        .isEqualTo("15020/metrics");
  }

  /** Any other port of its address is as likely the kubelet's. */
  @Test
  void aPodOnItsNodesNetworkHasOnlyThePortsThatItDeclares() {
    Pod pod = pod("port: '10250'", "{containerPort: 9100}");
    pod.getSpec().setHostNetwork(true);
    var monitored = List.of(new Endpoint(null, 2379, null), new Endpoint("metrics", null, null));

    assertThat(told(pod, null, monitored)).isEqualTo("15020/metrics");
    pod.getMetadata().getAnnotations().put(Addresses.PORT, "9100");
    assertThat(told(pod, null, monitored)).isEqualTo("9100/metrics 15020/metrics");
  }

  private static String told(Pod pod, @Nullable ScrapeSpec spec, List<Endpoint> monitored) {
    return Addresses.of(pod, "app", spec, monitored).stream()
        .map(address -> address.port() + address.path())
        .collect(Collectors.joining(" "));
  }

  private static Pod pod(String annotations, String ports) {
    String prefixed = annotations.replaceAll("(^|, )(scrape|port|path):", "$1prometheus.io/$2:");
    return YAML.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: cable, annotations: {%s}}
        spec:
          containers:
          - {name: app, ports: [%s]}
          - {name: proxy, ports: [{name: metrics, containerPort: 15020}]}
        """
            .formatted(prefixed, ports),
        Pod.class);
  }
}
