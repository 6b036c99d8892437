package dev.stuckpod.crds.apiserver;

import dev.stuckpod.door.FreePort;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One kube-apiserver with its etcd, on free loopback ports, in a folder of its own. It has no
 * controllers and no nodes: objects are stored, validated, admitted, watched, and nothing runs.
 */
public final class ApiServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TOKEN = "administrator-of-a-test";

  /** Another API server, by its name in e2e/cluster/tool, such as kube-apiserver-1.29.6. */
  private static final String OTHER = "kube.apiserver";

  /** What etcd takes where nobody says otherwise. */
  private static final int DEFAULT_REQUEST = 3 << 19;

  private final Path folder;
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final int port;

  /**
   * Starts both and waits until the API answers.
   *
   * @param flags of kube-apiserver, beside those that it always gets
   */
  public ApiServer(String... flags) throws IOException, InterruptedException {
    this(DEFAULT_REQUEST, flags);
  }

  /**
   * Starts both and waits until the API answers.
   *
   * @param largestRequest bytes that etcd takes at most for one object
   * @param flags of kube-apiserver, beside those that it always gets
   */
  public ApiServer(int largestRequest, String... flags) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("apiserver");
    List<Path> tools = Repository.tools("etcd", System.getProperty(OTHER, "kube-apiserver"));
    int etcd = FreePort.find();
    int peer = FreePort.find();
    port = FreePort.find();
    start(
        tools.get(0),
        "--data-dir=" + folder.resolve("data"),
        "--unsafe-no-fsync",
        "--log-level=warn",
        "--max-request-bytes=" + largestRequest,
        "--listen-client-urls=http://127.0.0.1:" + etcd,
        "--advertise-client-urls=http://127.0.0.1:" + etcd,
        "--listen-peer-urls=http://127.0.0.1:" + peer);
    Path key = folder.resolve("service-account.key");
    Files.writeString(key, serviceAccountKey());
    Path tokens = folder.resolve("tokens.csv");
    Files.writeString(tokens, TOKEN + ",administrator,1,system:masters\n");
    var more = new ArrayList<>(List.of(flags));
    more.addAll(
        List.of(
            "--etcd-servers=http://127.0.0.1:" + etcd,
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + folder.resolve("certificates"),
            "--service-cluster-ip-range=10.97.0.0/16",
            "--service-account-key-file=" + key,
            "--service-account-signing-key-file=" + key,
            "--service-account-issuer=https://kubernetes.default.svc",
            "--token-auth-file=" + tokens,
            "--authorization-mode=RBAC",
            "--disable-admission-plugins=ServiceAccount",
            "--allow-privileged",
            "--profiling=false"));
    start(tools.get(1), more.toArray(String[]::new));
    try {
      awaitAnswer();
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  private void awaitAnswer() {
    try (KubernetesClient client = client()) {
      Awaitility.await("kube-apiserver")
          .atMost(PATIENCE)
          .ignoreException(KubernetesClientException.class)
          .until(() -> alive() && client.namespaces().withName("default").get() != null);
    }
  }

  /** Makes a client with every right; the caller closes it. */
  public KubernetesClient client() {
    return new KubernetesClientBuilder().withConfig(config()).build();
  }

  /** How this server is reached, with every right. */
  public Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("https://127.0.0.1:" + port)
        .withOauthToken(TOKEN)
        .withTrustCerts(true)
        .withDisableHostnameVerification(true)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  /** Writes a kubeconfig with every right, for programs. */
  public Path kubeconfig(Path file) throws IOException {
    return kubeconfig(file, TOKEN);
  }

  /** Writes a kubeconfig with the rights of a token. */
  public Path kubeconfig(Path file, String token) throws IOException {
    return Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters: [{name: test, cluster: {server: 'https://127.0.0.1:%d', insecure-skip-tls-verify: true}}]
        users: [{name: test, user: {token: '%s'}}]
        contexts: [{name: test, context: {cluster: test, user: test}}]
        """
            .formatted(port, token));
  }

  /** Writes a kubeconfig with every right, which trusts this server's certificate and no other. */
  public Path trustingKubeconfig(Path file) throws IOException {
    byte[] certificate = Files.readAllBytes(folder.resolve("certificates/apiserver.crt"));
    String trusts =
        "certificate-authority-data: " + Base64.getEncoder().encodeToString(certificate);
    String trusting = Files.readString(kubeconfig(file));
    return Files.writeString(file, trusting.replace("insecure-skip-tls-verify: true", trusts));
  }

  /** Installs our CRDs and waits until their kinds are served. */
  public void installCrds() throws IOException {
    try (KubernetesClient client = client()) {
      for (Path file : Repository.crds()) {
        try (InputStream yaml = Files.newInputStream(file)) {
          var crd = client.apiextensions().v1().customResourceDefinitions().load(yaml);
          crd.serverSideApply();
          Awaitility.await(file.toString()).atMost(PATIENCE).until(() -> established(crd.get()));
          Awaitility.await(file.toString())
              .atMost(PATIENCE)
              .until(() -> isStored(client, crd.get()));
        }
      }
    }
  }

  private static boolean established(CustomResourceDefinition crd) {
    return crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** For a moment after that the API server still answers that it prepares the kind's storage. */
  private static boolean isStored(KubernetesClient client, CustomResourceDefinition crd) {
    String kind =
        "/apis/%s/%s/%s?limit=1"
            .formatted(
                crd.getSpec().getGroup(),
                crd.getSpec().getVersions().getFirst().getName(),
                crd.getSpec().getNames().getPlural());
    try {
      return client.raw(kind) != null;
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  private boolean alive() throws IOException {
    for (Map.Entry<String, Process> process : processes.entrySet()) {
      if (!process.getValue().isAlive()) {
        List<String> lines = Files.readAllLines(log(process.getKey()));
        List<String> last = lines.subList(Math.max(0, lines.size() - 5), lines.size());
        throw new IllegalStateException(
            process.getKey() + " has ended: " + String.join("\n", last));
      }
    }
    return true;
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Ends both and removes what they wrote. */
  @Override
  public void close() throws IOException {
    for (Process process : processes.values()) {
      process.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void start(Path program, String... arguments) throws IOException {
    var command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList();
    String name = program.getFileName().toString();
    processes.put(
        name,
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log(name).toFile())
            .start());
  }

  private static String serviceAccountKey() {
    try {
      byte[] key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has RSA", impossible);
    }
  }
}
