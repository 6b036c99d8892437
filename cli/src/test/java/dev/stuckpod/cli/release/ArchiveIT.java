package dev.stuckpod.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.cluster.ExplainedPod;
import dev.stuckpod.cli.cluster.wire.TlsServer;
import dev.stuckpod.cli.packaging.GenerateCommand;
import dev.stuckpod.crds.apiserver.ApiServer;
import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.History;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatus.HistoryLine;
import dev.stuckpod.crds.v1alpha1.DumpAnalysisStatusBuilder;
import dev.stuckpod.crds.v1alpha1.DumpInfo;
import dev.stuckpod.images.ImageFactory;
import dev.stuckpod.images.ImageFactory.CommandLineParts;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.java.Machine;
import dev.stuckpod.images.release.CommandLineArchive;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.status.Explanation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive of the command line, unpacked where no Java is known and no checkout is near. */
class ArchiveIT {

  private static final String VERSION = "1.2.3";
  private static final long MOST_BYTES = 60_000_000;
  private static final long ENDS = 60;

  /** Of a hundred classes, without those that are made when they are needed. */
  private static final long MOST = 90;

  @TempDir private static Path folder = Path.of("");

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static Path archive = Path.of("");
  private static Path home = Path.of("");
  private static CommandLineParts parts =
      new CommandLineParts(
          new Machine(new Architecture("none", "none", "none"), List.of()),
          Path.of("none"),
          List.of());

  @BeforeAll
  static void unpack() throws Exception {
    var factory = new ImageFactory(ROOT, folder.resolve("cache"), _ -> {});
    parts =
        factory.commandLine(
            Architecture.current(), false, VERSION, folder.resolve("contents.json"));
    if ("write".equals(System.getProperty("classes"))) {
      listClasses();
    }
    archive = write("one");
    Path place = Files.createDirectories(folder.resolve("a folder"));
    assertThat(run(place, "tar", "xzf", archive.toString()).exit()).isZero();
    home = place.resolve("stuckpod-1.2.3-linux-" + parts.machine().architecture().image());
  }

  private static void listClasses() throws Exception {
    try (var server = new ApiServer()) {
      server.installCrds();
      try (KubernetesClient client = server.client()) {
        ExplainedPod.create(client, "default", "hub-1", "hub-7d9", Map.of());
        explainInFull(client);
      }
      Path kubeconfig = server.trustingKubeconfig(folder.resolve("kubeconfig"));
      Path curves = Files.createDirectories(folder.resolve("curves"));
      try (var _ = TlsServer.onACurve(curves)) {
        archives().listClasses(parts, kubeconfig, "hub-1", curves.resolve("config"));
      }
    }
  }

  /** As the operator leaves one that it has noticed. */
  private static void explainInFull(KubernetesClient client) throws Exception {
    var dumped = new DumpInfo(null, CaptureMethod.SigQuit, null, "ab", 1L, 2L, 3L, true, List.of());
    var history =
        new History(
            "2026-01-15T12:00:00Z",
            "5s",
            "2026-01-15T12:00:30Z",
            "2026-01-15T12:01:00Z",
            List.of(new HistoryLine("sent_total", "hub-7d9", "1 2 3 3 3")),
            null);
    DumpAnalysisStatus status =
        DumpAnalysisStatusBuilder.builder().dumps(List.of(dumped)).history(history).build();
    try (InputStream dump = Files.newInputStream(Path.of(dump()))) {
      Analysis analysis = Analyzer.analyze(dump);
      client
          .resources(DumpAnalysis.class)
          .inNamespace("default")
          .withName("hub-1")
          .editStatus(
              object -> {
                object.setStatus(Explanation.add(status, analysis, Explanation.MOST));
                return object;
              });
    }
  }

  private static Path write(String name) throws Exception {
    return archives()
        .write(
            parts,
            VERSION,
            GenerateCommand.beside(Stuckpod.commandLine().setCommandName("stuckpod"), VERSION),
            Files.createDirectories(folder.resolve(name)));
  }

  private static CommandLineArchive archives() {
    return new CommandLineArchive(ROOT, folder.resolve("scratch"), _ -> {});
  }

  @Test
  void isTheSameTwiceAndSmall() throws Exception {
    assertThat(Files.mismatch(archive, write("two"))).isEqualTo(-1);
    assertThat(Files.size(archive)).isLessThan(MOST_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bin/stuckpod", "bin/kubectl-stuckpod", "../link"})
  void explainsADumpWithoutAnyJava(String name) throws Exception {
    if (name.equals("../link") && !Files.exists(home.resolve(name))) {
      Files.createSymbolicLink(home.resolve(name), home.resolve("bin/stuckpod"));
    }
    Ran ran = stuckpod(name, "analyze", dump());

    assertThat(ran.output()).startsWith("Deadlock (Strong): RWMutex (*hub)+0x10");
    assertThat(ran.exit()).isZero();
  }

  /** Else {@code -Dclasses=write} is due: see docs/development.md. */
  @Test
  void findsItsClassesArchived() throws Exception {
    Path log = folder.resolve("classes.log");

    Ran ran =
        run(
            folder,
            home.resolve("java/bin/java").toString(),
            "-XX:+UseSerialGC",
            "-XX:SharedArchiveFile=" + home.resolve("lib/stuckpod.jsa"),
            "-Xlog:class+load:file=" + log,
            "-cp",
            classPath(),
            "dev.stuckpod.cli.Stuckpod",
            "analyze",
            dump());

    assertThat(ran.exit()).isZero();
    List<String> loaded = Files.readAllLines(log);
    long archived = loaded.stream().filter(line -> line.contains("shared objects file")).count();
    assertThat(archived).isGreaterThan(MOST * loaded.size() / 100);
  }

  /** As the launcher names it: what was archived with another is not taken. */
  private static String classPath() throws IOException {
    return Files.readAllLines(home.resolve("bin/stuckpod")).stream()
        .filter(line -> line.startsWith("set -- -cp"))
        .map(line -> line.split("\"", -1)[1].replace("$home", home.toString()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void looksIntoADump() throws Exception {
    assertThat(stuckpod("bin/stuckpod", "explore", dump(), "--", "groups").output())
        .contains("main.(*hub).deliver (channels.go:74)");
  }

  /** No class is missing that a cluster needs: it gets as far as the connection. */
  @Test
  void asksACluster() throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: nowhere
            clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
            users: [{name: nobody, user: {token: none}}]
            contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
            """);

    Ran ran = stuckpod("bin/stuckpod", "list", "--kubeconfig", kubeconfig.toString());

    assertThat(ran.output()).contains("127.0.0.1:1").doesNotContain("io.fabric8");
    assertThat(ran.exit()).isEqualTo(1);
  }

  @Test
  void saysInALineWhatNeedsACheckout() throws Exception {
    assertThat(stuckpod("bin/stuckpod", "images").output())
        .isEqualTo("stuckpod: This works from a checkout of the project only, as ./stuckpod\n");
  }

  @Test
  void hasPagesOfTheManualAndCompletions() {
    assertThat(home.resolve("man/man1/stuckpod.1")).content().contains("stuckpod 1.2.3");
    assertThat(home.resolve("man/man1/stuckpod-analyze.1")).isNotEmptyFile();
    assertThat(home.resolve("completions/bash/stuckpod")).isNotEmptyFile();
    assertThat(home.resolve("completions/zsh/_stuckpod")).isNotEmptyFile();
    assertThat(home.resolve("completions/fish/stuckpod.fish")).isNotEmptyFile();
    assertThat(home.resolve("bin/kubectl_complete-stuckpod")).isExecutable();
  }

  @Test
  void namesEveryLicence() throws Exception {
    String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));

    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .filteredOn(jar -> jar.endsWith(".jar") && !jar.startsWith("stuckpod-"))
          .hasSizeGreaterThan(20)
          .allSatisfy(jar -> assertThat(licences).contains(jar.replace(".jar", ": ")));
    }
  }

  /** What has become of a program. */
  private record Ran(int exit, String output) {}

  private static Ran stuckpod(String name, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(home.resolve(name).toString()));
    command.addAll(Arrays.asList(arguments));
    return run(folder, command.toArray(String[]::new));
  }

  private static Ran run(Path folder, String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    process.environment().clear();
    process.environment().put("PATH", "/usr/bin:/bin");
    Process running = process.start();
    running.getOutputStream().close();
    String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(ENDS, TimeUnit.SECONDS)).isTrue();
    return new Ran(running.exitValue(), output);
  }

  private static String dump() {
    return ROOT.resolve("corpus/dumps/go-incident.go1.26.sigquit.txt").toString();
  }
}
