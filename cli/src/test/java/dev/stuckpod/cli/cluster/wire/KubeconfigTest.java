package dev.stuckpod.cli.cluster.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.ground.CommandException;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken of a kubeconfig, held against what the client library takes. */
class KubeconfigTest {

  private static final String AUTHORITY = "certificate-authority-data: YXV0aG9yaXR5";

  @TempDir private Path folder = Path.of("");

  @AfterEach
  void forget() {
    System.clearProperty("kubeconfig");
  }

  @Test
  void isReadWhereTheLibraryReadsIt() {
    assertThat(paths()).isEqualTo(libraryPaths());
    for (String said : List.of("", "a", "a::" + folder.resolve("b"))) {
      System.setProperty("kubeconfig", said.replace(":", File.pathSeparator));
      assertThat(paths()).isEqualTo(libraryPaths());
    }
  }

  @Test
  void isReadWhereTheVariablesSay() {
    var properties = new Properties();
    properties.setProperty("user.home", "/home/me");
    String home = folder.toString();
    Path own = Path.of("/home/me/.kube/config");

    assertThat(Kubeconfig.paths(Map.of(), properties)).containsExactly(own);
    assertThat(Kubeconfig.paths(Map.of("HOME", "/none", "KUBECONFIG", ""), properties))
        .containsExactly(own);
    assertThat(Kubeconfig.paths(Map.of("HOME", home), properties))
        .containsExactly(folder.resolve(".kube/config"));
    assertThat(Kubeconfig.paths(Map.of("HOME", home, "KUBECONFIG", "x:y"), properties))
        .containsExactly(Path.of("x"), Path.of("y"));
  }

  private static List<Path> paths() {
    return Kubeconfig.paths(System.getenv(), System.getProperties());
  }

  private static List<Path> libraryPaths() {
    return Config.getKubeconfigFilenames().stream()
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token: secret",
        "token: 12345",
        "client-certificate-data: Y2VydA==, client-key-data: a2V5",
        "client-certificate: a.crt, client-key: keys/a.key",
        "client-certificate-data: Y2VydA==, client-certificate: no.crt, client-key: keys/a.key",
        "token: secret, client-certificate: a.crt, client-key: keys/a.key",
        "token: secret, extensions: [{name: x, extension: {y: z}}]"
      })
  void whatIsPlainIsWhatTheLibraryTakes(String user) throws Exception {
    Files.createDirectories(folder.resolve("keys"));
    Files.writeString(folder.resolve("a.crt"), "certificate in a file");
    Files.writeString(folder.resolve("keys/a.key"), "key in a file");
    use(write("config", AUTHORITY, user));

    Kubeconfig.Chosen chosen = Kubeconfig.read().find(null);

    Access access = chosen.access();
    Config library = Config.autoConfigure("a");
    assertThat(library.getMasterUrl()).isEqualTo(chosen.server() + "/");
    assertThat(library.getNamespace()).isEqualTo(chosen.namespace());
    assertThat(access).isNotNull();
    assertThat(access.token()).isEqualTo(library.getAutoOAuthToken());
    assertThat(text(access.authority()))
        .isEqualTo(text(library.getCaCertData(), library.getCaCertFile()));
    Access.Identity identity = access.identity();
    assertThat(identity == null ? null : text(identity.certificate()))
        .isEqualTo(text(library.getClientCertData(), library.getClientCertFile()));
    assertThat(identity == null ? null : text(identity.key()))
        .isEqualTo(text(library.getClientKeyData(), library.getClientKeyFile()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec: {apiVersion: client.authentication.k8s.io/v1, command: none}, token: x",
        "auth-provider: {name: oidc}, token: x",
        "username: u, password: p",
        "token: x, as: somebody",
        "token: x, tokenFile: token",
        "client-certificate-data: Y2VydA==",
        "token: ''",
        ""
      })
  void anyOtherUserIsTheLibrarysMatter(String user) throws Exception {
    use(write("config", AUTHORITY, user));

    assertThat(Kubeconfig.read().find(null).access()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        AUTHORITY + ", tls-server-name: example.org",
        AUTHORITY + ", proxy-url: 'http://proxy:3128'",
        AUTHORITY + ", insecure-skip-tls-verify: false",
        "insecure-skip-tls-verify: true",
        AUTHORITY + ", disable-compression: true",
        "extensions: []"
      })
  void anyOtherClusterIsTheLibrarysMatter(String cluster) throws Exception {
    use(write("config", cluster, "token: x"));

    assertThat(Kubeconfig.read().find(null).access()).isNull();
  }

  @Test
  void theFirstFileThatSaysAThingIsRight() throws Exception {
    Path one = folder.resolve("one");
    Files.writeString(
        one,
        """
        contexts: [{name: a, context: {cluster: c, user: u, namespace: first}}]
        users: [{name: u, user: {token: first}}]
        """);
    Path two =
        Files.writeString(
            folder.resolve("two"),
            """
            current-context: a
            contexts: [{name: a, context: {cluster: c, user: u, namespace: second}}, {name: b}]
            clusters: [{name: c, cluster: {server: 'https://second', %s}}, null, {cluster: {}}]
            users: [{name: u, user: {token: second}}]
            """
                .formatted(AUTHORITY));
    System.setProperty("kubeconfig", one + File.pathSeparator + two);

    Kubeconfig kubeconfig = Kubeconfig.read();
    Kubeconfig.Chosen chosen = kubeconfig.find(null);

    assertThat(chosen.server()).isEqualTo("https://second");
    assertThat(chosen.namespace()).isEqualTo("first");
    assertThat(chosen.access()).isNotNull();
    assertThat(chosen.access().token()).isEqualTo("first");
    assertThat(kubeconfig.names()).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"just words", "[a, list]", "a: [", "a: 1\na: 2"})
  void whatIsNoneCannotBeUsed(String text) throws Exception {
    use(Files.writeString(folder.resolve("config"), text));

    assertThatThrownBy(Kubeconfig::read)
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith(
            "The kubeconfig cannot be used: " + folder.resolve("config") + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "contexts: words", "contexts: [words, 5, null]", "contexts: {a: b}"})
  void whatSaysNothingHasNoContext(String text) throws Exception {
    use(Files.writeString(folder.resolve("config"), text));

    assertThatThrownBy(() -> Kubeconfig.read().find(null))
        .hasMessageStartingWith("The kubeconfig has no context at all");
  }

  private Path write(String name, String cluster, String user) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        """
        apiVersion: v1
        kind: Config
        current-context: a
        clusters: [{name: a, cluster: {server: 'https://127.0.0.1:1', %s}}]
        users: [{name: a, user: {%s}}]
        contexts: [{name: a, context: {cluster: a, user: a, namespace: shop}}]
        """
            .formatted(cluster, user));
  }

  private static void use(Path file) {
    System.setProperty("kubeconfig", file.toString());
  }

  private static String text(Access.Pem pem) throws IOException {
    return new String(pem.bytes(), StandardCharsets.UTF_8);
  }

  private static @Nullable String text(@Nullable String data, @Nullable String file)
      throws IOException {
    if (data != null) {
      return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
    return file == null ? null : Files.readString(Path.of(file));
  }
}
