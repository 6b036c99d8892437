package dev.stuckpod.images.release;

import dev.stuckpod.images.ImageFactory.CommandLineParts;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.java.SharedClasses;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The command line with its own Java runtime, for a machine that has nothing of this. */
public final class CommandLineArchive {

  /** The list of classes that are mapped at a start, in a checkout. */
  public static final String CLASSES = "images/classes.list";

  /** The packages of the operator that go with the command line, which judges by them. */
  public static final Set<String> OF_THE_OPERATOR =
      Set.of(
          "dev.stuckpod.operator.conditions",
          "dev.stuckpod.operator.decide",
          "dev.stuckpod.operator.exposition",
          "dev.stuckpod.operator.glance",
          "dev.stuckpod.operator.judging",
          "dev.stuckpod.operator.leash",
          "dev.stuckpod.operator.pods",
          "dev.stuckpod.operator.promql",
          "dev.stuckpod.operator.readings",
          "dev.stuckpod.operator.readings.http",
          "dev.stuckpod.operator.readings.prometheus",
          "dev.stuckpod.operator.replay",
          "dev.stuckpod.operator.rules",
          "dev.stuckpod.operator.scrape");

  private static final String OPERATOR = "dev/stuckpod/operator/";

  private static final String LIB = "lib";

  private final Path root;
  private final Path scratch;
  private final Consumer<String> progress;

  /**
   * Makes it of one checkout.
   *
   * @param scratch a folder of its own, which is deleted first
   * @param progress told one line about every step that takes seconds
   */
  public CommandLineArchive(Path root, Path scratch, Consumer<String> progress) {
    this.root = root;
    this.scratch = scratch;
    this.progress = progress;
  }

  /**
   * Makes it; the same parts make the same bytes.
   *
   * @param texts what the command line itself writes, by its place in the archive
   * @return the file, {@code stuckpod-VERSION-linux-ARCHITECTURE.tar.gz}
   */
  public Path write(
      CommandLineParts parts, String version, SortedMap<String, String> texts, Path out)
      throws ImageException, IOException {
    List<String> names = storeJars(parts);
    Path lib = scratch.resolve(LIB);
    progress.accept("archiving the classes of the command line");
    sharedClasses(parts, names).write(root.resolve(CLASSES), lib.resolve("stuckpod.jsa"));
    String name = "stuckpod-%s-linux-%s".formatted(version, parts.machine().architecture().image());
    progress.accept("packing " + name);
    Path archive = out.resolve(name + ".tar.gz");
    try (var tar = new TarGz(archive, name)) {
      tar.add(root.resolve("LICENSE"), "LICENSE", false);
      tar.add(Licences.list(parts.jars()), "THIRD-PARTY.txt", false);
      tar.add(launcher(names), "bin/stuckpod", true);
      tar.link("bin/kubectl-stuckpod", "stuckpod");
      tar.add(root.resolve("kubectl_complete-stuckpod"), "bin/kubectl_complete-stuckpod", true);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        tar.add(text.getValue(), text.getKey(), text.getKey().startsWith("bin/"));
      }
      tar.addAll(parts.javaHome(), "java");
      tar.addAll(lib, LIB);
    }
    return archive;
  }

  /**
   * Runs commands and writes the names of the classes that they load to {@link #CLASSES}, from
   * which archives are made: to be done when a start has become slower.
   *
   * @param kubeconfig of a cluster that answers by TLS
   * @param analysis a DumpAnalysis there
   * @param byCertificate another one, for whose server and user there are certificates on a curve
   */
  public void listClasses(
      CommandLineParts parts, Path kubeconfig, String analysis, Path byCertificate)
      throws ImageException, IOException {
    List<String> names = storeJars(parts);
    String cluster = "--kubeconfig=" + kubeconfig;
    String usual = "-Dkubeconfig=" + kubeconfig; // most have it where it need not be named
    String dump = root.resolve("corpus/dumps/go-incident.go1.26.sigquit.txt").toString();
    var uses =
        List.of(
            List.of("analyze", dump),
            List.of("analyze", "--format", "json", dump),
            List.of("explore", dump, "--", "groups"),
            List.of("version", cluster),
            List.of("list"),
            List.of("list", "-o", "wide"),
            List.of("show", analysis),
            List.of("show", analysis, "-o", "yaml"),
            List.of("list", "--kubeconfig", byCertificate.toString()),
            List.of("list", "--namespace=default"),
            List.of("show", analysis, "--namespace=default"),
            List.of("help"));
    SharedClasses classes = sharedClasses(parts, names, usual, "-Dstuckpod.archive=true");
    Files.write(root.resolve(CLASSES), classes.loaded(uses, scratch));
  }

  private List<String> storeJars(CommandLineParts parts) throws IOException {
    Folders.delete(scratch);
    Path lib = Files.createDirectories(scratch.resolve(LIB));
    var names = new ArrayList<String>();
    for (Path jar : parts.jars()) {
      String name = jar.getFileName().toString();
      StoredJar.copy(jar, lib.resolve(name), CommandLineArchive::isWanted);
      names.add(name);
    }
    return names;
  }

  private static boolean isWanted(String entry) {
    return !entry.startsWith(OPERATOR)
        || OF_THE_OPERATOR.contains(entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'));
  }

  private SharedClasses sharedClasses(
      CommandLineParts parts, List<String> jars, String... properties) {
    String classPath = jars.stream().map(jar -> LIB + "/" + jar).collect(Collectors.joining(":"));
    var program =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    program.addAll(List.of(properties));
    program.addAll(List.of("-cp", classPath, "dev.stuckpod.cli.Stuckpod"));
    return new SharedClasses(parts.machine().java(parts.javaHome()), scratch, program);
  }

  private static String launcher(List<String> jars) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Release.class.getResourceAsStream("stuckpod.sh"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String classPath =
          jars.stream().map(jar -> "$home/lib/" + jar).collect(Collectors.joining(":"));
      return text.replace("@CLASSPATH@", classPath);
    }
  }
}
