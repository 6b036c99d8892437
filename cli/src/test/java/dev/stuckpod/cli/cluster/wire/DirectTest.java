package dev.stuckpod.cli.cluster.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.Stuckpod;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the short way trusts, and what it shows of itself. */
class DirectTest {

  private static final Pair CURVE = Pair.make("EC", "ip:127.0.0.1");
  private static final Pair OF_ANOTHER = Pair.make("EC", "dns:example.org");
  private static final Pair RSA = Pair.make("RSA", "ip:127.0.0.1");

  @TempDir private Path folder = Path.of("");

  private @Nullable TlsServer server;

  @AfterEach
  void stop() {
    System.clearProperty("kubeconfig");
    if (server != null) {
      server.close();
    }
  }

  @Test
  void showsTheTokenToWhomTheKubeconfigTrusts() throws Exception {
    URI address = serve(CURVE, null, 200);

    Wire.Answer answer = ask(address, CURVE, "token: secret");

    assertThat(answer).isEqualTo(new Wire.Answer(200, TlsServer.ANSWER));
    assertThat(asked()).containsExactly("/apis/x?a=b Bearer secret form nobody");
  }

  /** The token must not get there: it is shown behind the certificate. */
  @Test
  void showsNothingToAnotherHost() throws Exception {
    URI address = serve(OF_ANOTHER, null, 200);

    assertThatThrownBy(() -> ask(address, OF_ANOTHER, "token: secret"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1");
    assertThat(asked()).isEmpty();
  }

  @Test
  void showsNothingToWhomTheKubeconfigDoesNotTrust() throws Exception {
    URI address = serve(CURVE, null, 200);

    assertThatThrownBy(() -> ask(address, OF_ANOTHER, "token: secret"))
        .isInstanceOf(SSLException.class);
    assertThat(asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void showsACertificate(String algorithm) throws Exception {
    Pair client = algorithm.equals("EC") ? OF_ANOTHER : RSA;
    Files.writeString(folder.resolve("client.crt"), client.certificatePem());
    URI address = serve(RSA, client, 200);

    Wire.Answer answer =
        ask(
            address,
            RSA,
            "client-certificate: client.crt, client-key-data: " + Pair.data(client.keyPem()));

    assertThat(answer.isGood()).isTrue();
    assertThat(asked()).containsExactly("/apis/x?a=b null form " + client.subject());
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 401, 503})
  void saysWhatElseIsAnswered(int code) throws Exception {
    URI address = serve(CURVE, null, code);

    Wire.Answer answer = ask(address, CURVE, "token: secret");

    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.isGood()).isFalse();
    assertThat(asked()).hasSize(1); // no redirection is followed with a token
  }

  @Test
  void leavesWhatItCannotReadToTheLibrary() throws Exception {
    URI address = URI.create("https://127.0.0.1:1");

    assertThat(direct(address, CURVE, "client-certificate: none, client-key: none")).isEmpty();
    assertThat(
            direct(address, CURVE, "token: x, client-certificate-data: '!', client-key-data: '!'"))
        .isEmpty();
  }

  /** As one that is bound to FIPS is. */
  @Test
  void aServerOfAnotherCurveIsAskedByTheLibrary() throws Exception {
    URI address = serve(CURVE, null, 200, "secp256r1");

    assertThatThrownBy(() -> ask(address, CURVE, "token: secret")).isInstanceOf(SSLException.class);
    assertThat(asked()).isEmpty();
    assertThat(list()).isEqualTo("NAME\nhub-1\n");
  }

  @Test
  void listAsksOneThing() throws Exception {
    direct(serve(CURVE, null, 200), CURVE, "token: secret");

    assertThat(list()).isEqualTo("NAME\nhub-1\n");
    assertThat(asked()).hasSize(1).first().asString().startsWith("/apis/stuckpod.dev/");
  }

  private static String list() {
    var out = new StringWriter();
    assertThat(Stuckpod.run(new PrintWriter(out), new PrintWriter(out), "list")).isZero();
    return out.toString();
  }

  private Wire.Answer ask(URI address, Pair trusted, String user) throws Exception {
    return direct(address, trusted, user).orElseThrow().get(address.resolve("apis/x?a=b"), "form");
  }

  private Optional<Wire> direct(URI address, Pair trusted, String user) throws Exception {
    Path file = TlsServer.kubeconfig(address, folder, trusted, user);
    System.setProperty("kubeconfig", file.toString());
    return Direct.of(Kubeconfig.read().find(null));
  }

  private URI serve(Pair own, @Nullable Pair client, int code, String... curves) throws Exception {
    server = TlsServer.start(new TlsServer.Manner(own, client, code, List.of(curves)));
    return server.address();
  }

  private List<String> asked() {
    return requireNonNull(server).asked();
  }
}
