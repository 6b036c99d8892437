package dev.stuckpod.cli.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else says how a cluster is spoken to. */
class SurroundingsTest {

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, http://proxy:3128, true",
    "https_proxy, http://proxy:3128, true",
    "http_proxy, http://proxy:3128, true",
    "all_proxy, socks5://proxy, true",
    "HTTPS_PROXY, '', false",
    "NO_PROXY, example.org, false",
    "KUBERNETES_AUTH_TOKEN, secret, true",
    "KUBERNETES_TLS_VERSIONS, TLSv1.2, true",
    "KUBERNETES_SERVICE_HOST, 10.96.0.1, false",
    "KUBERNETES_PORT_443_TCP, tcp://10.96.0.1:443, false",
    "KUBECONFIG, /etc/config, false"
  })
  void variables(String name, String value, boolean says) {
    assertThat(Surroundings.haveASay(Map.of(name, value), new Properties())).isEqualTo(says);
  }

  @ParameterizedTest
  @CsvSource({
    "https.proxyHost, proxy, true",
    "socksProxyHost, proxy, true",
    "kubernetes.trust.certificates, true, true",
    "no.proxy, 127.0.0.1, false",
    "java.home, /opt/java, false"
  })
  void properties(String name, String value, boolean says) {
    var properties = new Properties();
    properties.setProperty(name, value);

    assertThat(Surroundings.haveASay(Map.of(), properties)).isEqualTo(says);
  }
}
