package dev.stuckpod.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done where the cluster that was named cannot be spoken to: nothing, in one sentence. */
class ClusterTest {

  /** These ask first, and for the version where that fails. */
  private static final List<String> SHORT = List.of("list", "show");

  /** Every command that speaks to a cluster, at its most harmful. */
  static List<List<String>> commands() {
    return List.of(
        List.of("capture", "pod", "--allow-restart"),
        List.of("raw", "name"),
        List.of("list"),
        List.of("show", "name"),
        List.of("explain", "pod"),
        List.of("doctor"),
        List.of("diff", "one", "other"),
        List.of("version"),
        List.of("images"),
        List.of("demo"));
  }

  @TempDir private Path folder = Path.of("");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void forget() {
    List.of("kubeconfig", "kubernetes.master", "kubernetes.namespace", "no.proxy", "stuckpod.root")
        .forEach(System::clearProperty);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aContextThatIsNotThereIsNeverTakenForTheCurrentOne(List<String> command) throws Exception {
    try (var current = server(200, "{\"gitVersion\": \"v1.34.4\"}")) {
      use(kubeconfig("current", current.url(), "other", "http://127.0.0.1:1"));

      assertThat(run(command, "typo")).isEqualTo(1);
      assertThat(sentence())
          .isEqualTo("stuckpod: The kubeconfig has no context 'typo'; it has: current, other");
      assertThat(asked).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aKubeconfigThatIsNotThereIsNamed(List<String> command) {
    Path missing = folder.resolve("none");
    use(missing);

    assertThat(run(command, "any")).isEqualTo(1);
    assertThat(sentence()).startsWith("stuckpod: There is no kubeconfig at " + missing + ":");
  }

  @Test
  void theKubeconfigThatIsNamedComesBeforeAllOthers() throws Exception {
    try (var server = server(403, "{}")) {
      use(folder.resolve("none"));
      Path named = kubeconfig("named", server.url(), "other", "http://127.0.0.1:1");

      assertThat(run(List.of("show", "x", "--kubeconfig", named.toString()), "named")).isEqualTo(1);
      assertThat(asked).contains("GET /version Bearer named");
    }
  }

  @Test
  void aKubeconfigThatIsNamedMustBeThere() {
    Path none = folder.resolve("none");

    assertThat(run(List.of("list", "--kubeconfig", none.toString()), "any")).isEqualTo(1);
    assertThat(sentence())
        .isEqualTo("stuckpod: There is no kubeconfig at " + none + ": --kubeconfig names a file");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aClusterThatDoesNotAnswerIsNamed(List<String> command) throws Exception {
    String nobody = "http://127.0.0.1:" + FreePort.find();
    use(kubeconfig("gone", nobody, "other", nobody));

    assertThat(run(command, "gone")).isEqualTo(1);
    assertThat(sentence())
        .startsWith("stuckpod: The cluster of context 'gone' at " + nobody + "/ does not answer: ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void credentialsThatAreNotAcceptedEndEveryCommand(List<String> command) throws Exception {
    try (var closed = server(401, "{}")) {
      use(kubeconfig("closed", closed.url(), "other", closed.url()));

      assertThat(run(command, "closed")).isEqualTo(1);
      assertThat(sentence())
          .isEqualTo(
              "stuckpod: The cluster of context 'closed' does not accept your credentials: log in"
                  + " again");
      if (SHORT.contains(command.getFirst())) {
        asked.removeIf(request -> request.startsWith("GET /apis/") && request.endsWith(" closed"));
      }
      assertThat(asked).isNotEmpty().containsOnly("GET /version Bearer closed");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, <html>, ''",
    "200, <html>, ': its version cannot be read'",
    "503, sorry, ': HTTP 503'",
    "302, moved, ': HTTP 302'"
  })
  void whatAnswersButIsNoApiServerIsAskedOnceAndNotUsed(int status, String answer, String reason)
      throws Exception {
    try (var web = server(status, answer)) {
      use(kubeconfig("web", web.url(), "other", web.url()));

      assertThatThrownBy(() -> Cluster.of("web", null))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith(
              "What answers at %s/, of context 'web', is no API server%s"
                  .formatted(web.url(), reason));
      assertThat(asked).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-load", "--push=registry"})
  void aContextThatWouldNotBeUsedIsNotPassedOver(String option) {
    assertThat(run(List.of("images", option), "any")).isEqualTo(1);
    assertThat(sentence()).startsWith("stuckpod: --context says where images are loaded");
  }

  @Test
  void whoMayNotAskForTheVersionMayDoTheRest() throws Exception {
    try (var strict = server(403, "{}")) {
      use(kubeconfig("strict", strict.url(), "other", strict.url()));

      try (Cluster cluster = Cluster.of("strict", null)) {
        assertThat(cluster.client().getNamespace()).isEqualTo("default");
      }
    }
  }

  @Test
  void anEmptyContextIsNotTheCurrentOne() throws Exception {
    use(kubeconfig("current", "http://127.0.0.1:1", "other", "http://127.0.0.1:1"));

    assertThatThrownBy(() -> Cluster.of("", null))
        .hasMessageStartingWith("The kubeconfig has no context ''");
  }

  @Test
  void aKubeconfigWithoutACurrentContextAsksForOne() throws Exception {
    use(kubeconfig("one", "http://127.0.0.1:1", "two", "http://127.0.0.1:1", ""));

    assertThatThrownBy(() -> Cluster.of(null, null))
        .hasMessage("The kubeconfig has no current context: choose one by --context, of: one, two");
  }

  @Test
  void aCurrentContextThatIsNotThereIsNotAnotherOne() throws Exception {
    use(kubeconfig("one", "http://127.0.0.1:1", "two", "http://127.0.0.1:1", "three"));

    assertThatThrownBy(() -> Cluster.of(null, null))
        .hasMessage("The kubeconfig has no context 'three'; it has: one, two");
  }

  @Test
  void aContextWithoutItsClusterIsNotUsed() throws Exception {
    Path file = kubeconfig("half", "http://127.0.0.1:1", "other", "http://127.0.0.1:1");
    Files.writeString(
        file, Files.readString(file).replace("- name: half\n  cluster:", "- name: x\n  cluster:"));
    use(file);

    assertThatThrownBy(() -> Cluster.of("half", null))
        .hasMessage("The kubeconfig says no server for the cluster 'half' of context 'half'");
  }

  @Test
  void whatIsNoKubeconfigIsNamed() throws Exception {
    Path file = folder.resolve("config");
    Files.writeString(file, "{]");
    use(file);

    assertThatThrownBy(() -> Cluster.of("any", null))
        .hasMessageStartingWith("The kubeconfig cannot be used: " + file);
  }

  /** It is read by the client library alone: kubectl, helm and kind would use another cluster. */
  @Test
  void noVariableOverridesTheContext() throws Exception {
    try (var meant = server(200, "{}");
        var other = server(200, "{}")) {
      use(kubeconfig("meant", meant.url(), "other", other.url()));
      System.setProperty("kubernetes.master", other.url());

      System.setProperty("kubernetes.namespace", "another");

      try (Cluster cluster = Cluster.of("meant", null)) {
        assertThat(cluster.client().getNamespace()).isEqualTo("default");
        assertThat(cluster.client().getMasterUrl()).hasToString(meant.url() + "/");
      }
      assertThat(asked).containsExactly("GET /version Bearer meant");
    }
  }

  @Test
  void theCredentialsAreThoseOfTheContextAlone() throws Exception {
    try (var meant = server(200, "{}")) {
      Path file = kubeconfig("current", "http://127.0.0.1:1", "meant", meant.url());
      Files.writeString(file, Files.readString(file).replace("user: {token: meant}", "user: {}"));
      use(file);

      Cluster.of("meant", null).close();

      assertThat(asked).containsExactly("GET /version null");
    }
  }

  @Test
  void theNamespaceIsTheOneAskedForElseTheContexts() throws Exception {
    try (var server = server(200, "{\"gitVersion\": \"v1.34.4\"}")) {
      use(kubeconfig("meant", server.url(), "other", server.url()));

      try (Cluster asked = Cluster.of("meant", "shop");
          Cluster unasked = Cluster.of("other", null)) {
        assertThat(asked.client().getNamespace()).isEqualTo("shop");
        assertThat(unasked.client().getNamespace()).isEqualTo("of-other");
        assertThat(asked.context()).isEqualTo("meant");
        assertThat(asked.version()).isEqualTo("v1.34.4");
      }
    }
  }

  private void use(Path kubeconfig) {
    System.setProperty("kubeconfig", kubeconfig.toString());
    System.setProperty("no.proxy", "127.0.0.1"); // the variables of this machine say nothing here
    System.setProperty("stuckpod.root", folder.toString());
  }

  private int run(List<String> command, String context) {
    String[] words =
        Stream.concat(command.stream(), Stream.of("--context", context)).toArray(String[]::new);
    return Stuckpod.commandLine(words).setErr(new PrintWriter(err, true)).execute(words);
  }

  private String sentence() {
    assertThat(err.toString().strip()).hasLineCount(1);
    return err.toString().strip();
  }

  /** A kubeconfig with two contexts, the first of which is the current one. */
  private Path kubeconfig(String one, String url, String two, String urlOfTwo) throws IOException {
    return kubeconfig(one, url, two, urlOfTwo, one);
  }

  private Path kubeconfig(String one, String url, String two, String urlOfTwo, String current)
      throws IOException {
    return Files.writeString(
        folder.resolve("config"),
        """
        apiVersion: v1
        kind: Config
        current-context: "%5$s"
        clusters:
        - name: %1$s
          cluster: {server: "%2$s"}
        - name: %3$s
          cluster: {server: "%4$s"}
        users:
        - name: %1$s
          user: {token: %1$s}
        - name: %3$s
          user: {token: %3$s}
        contexts:
        - name: %1$s
          context: {cluster: %1$s, user: %1$s}
        - name: %3$s
          context: {cluster: %3$s, user: %3$s, namespace: of-%3$s}
        """
            .formatted(one, url, two, urlOfTwo, current));
  }

  private record Server(HttpServer http) implements AutoCloseable {
    String url() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  /** Answers everything alike, and notes what was asked, with which credentials. */
  private Server server(int status, String answer) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          asked.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization")));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
    return new Server(http);
  }
}
