package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.images.debian.CLibrary;
import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.images.java.Emulator;
import dev.stuckpod.images.java.Machine;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images of small programs for both processors under one index, taken apart; what is for the other
 * one is run by the emulator. The runtime and the emulator, 100 MB, are kept where releases have
 * them.
 */
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64",
    disabledReason = "no runtime for it is pinned: releases are made on amd64")
class OtherProcessorIT {

  /** As an ELF file says in its head. */
  private static final Map<String, Integer> MACHINES = Map.of("amd64", 62, "arm64", 183);

  private static final Path CACHE =
      Path.of(
              System.getenv()
                  .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"))
          .resolve("stuckpod/images");

  @TempDir private static Path folder = Path.of("");

  private static Path root = Path.of("");
  private static Path tar = Path.of("");
  private static OciLayout layout = new OciLayout(Map.of());

  @BeforeAll
  static void make() throws Exception {
    root = SmallCheckout.make(folder.resolve("checkout"));
    tar = make(root);
    layout = OciLayout.read(tar);
  }

  @Test
  void oneIndexHasBothAndEachHasProgramsOfItsProcessorOnly() throws Exception {
    var platforms = new TreeSet<String>();
    for (JsonNode one : layout.index().path("manifests")) {
      String architecture = one.path("platform").path("architecture").asText();
      JsonNode manifest = layout.json(one);
      platforms.add(one.path("platform").path("os").asText() + "/" + architecture);

      assertThat(layout.json(manifest.path("config")).path("architecture").asText())
          .isEqualTo(architecture);
      Map<String, byte[]> programs = layout.files(manifest);
      programs.values().removeIf(content -> !isElf(content));
      assertThat(programs)
          .containsKeys("/opt/java/bin/java", "/opt/java/lib/server/libjvm.so")
          .hasSizeGreaterThan(15);
      assertThat(programs.keySet()).filteredOn(path -> path.endsWith("/libc.so.6")).hasSize(1);
      programs.forEach(
          (path, content) ->
              assertThat(machine(content)).as(path).isEqualTo(MACHINES.get(architecture)));
    }
    assertThat(platforms).containsExactly("linux/amd64", "linux/arm64");
  }

  @Test
  void everyPartHasTheDigestThatItIsFoundBy() {
    var blobs = layout.entries().keySet().stream().filter(name -> name.startsWith("blobs/"));
    assertThat(blobs)
        .hasSizeGreaterThan(12)
        .allSatisfy(
            name ->
                assertThat(Sha256.of(layout.entries().getOrDefault(name, new byte[0])))
                    .isEqualTo(name.substring("blobs/sha256/".length())));
  }

  @Test
  void isTheSameTwice() throws Exception {
    Path again = make(SmallCheckout.make(folder.resolve("again")));

    assertThat(Files.mismatch(tar, again)).isEqualTo(-1);
  }

  /** With its archive of classes required: where it cannot be used, the JVM ends. */
  @Test
  void theOtherOnesRuntimeRunsWithItsArchiveOfClasses() throws Exception {
    Path image = Files.createDirectories(folder.resolve("image"));
    JsonNode other = layout.index().path("manifests").path(1);
    assertThat(other.path("platform").path("architecture").asText()).isEqualTo("arm64");
    unpack(layout.files(layout.json(other)), image);
    var command = new ArrayList<>(arm64().java(image.resolve("opt/java")));
    command.addAll(
        List.of("-Xshare:on", "-XX:SharedArchiveFile=app.jsa", "-showversion", "@java.args"));

    Command.Outcome outcome = Command.run(image.resolve("app"), command);

    assertThat(outcome.output()).contains("build 25.").doesNotContain("rror");
    assertThat(outcome.code()).isZero();
  }

  @Test
  void theListOfWhatIsInItNamesItsRuntime() throws Exception {
    assertThat(Files.readString(folder.resolve("sidecar-arm64.json")))
        .contains("Temurin-25.", "arch=arm64")
        .doesNotContain("arch=amd64", "qemu");
  }

  private static Path make(Path root) throws Exception {
    Path tar = root.resolve("sidecar.oci.tar");
    new ImageFactory(root, CACHE, _ -> {})
        .oci(
            "sidecar",
            Architecture.all(),
            false,
            tar,
            architecture -> folder.resolve("sidecar-" + architecture.image() + ".json"));
    return tar;
  }

  private static Machine arm64() throws Exception {
    Architecture architecture = Architecture.named("arm64");
    Lock lock = Lock.read(root);
    var archive = DebianArchive.of(CACHE, _ -> {});
    var packages = new ArrayList<Lock.DebianPackage>();
    for (String name : CLibrary.PACKAGES) {
      packages.add(lock.debianPackage(name, architecture));
    }
    return Emulator.of(
        architecture, lock, archive, CLibrary.files(packages, archive, architecture), CACHE);
  }

  private static void unpack(Map<String, byte[]> files, Path into) throws IOException {
    for (var file : files.entrySet()) {
      Path place = into.resolve(file.getKey().substring(1));
      Files.createDirectories(place.getParent());
      Files.write(place, file.getValue());
      place.toFile().setExecutable(true);
      Files.setLastModifiedTime(place, FileTime.from(Layout.TIME));
    }
  }

  private static boolean isElf(byte[] content) {
    return content.length > 20
        && new String(content, 0, 4, StandardCharsets.ISO_8859_1).equals("\u007fELF");
  }

  private static int machine(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).getShort(18);
  }
}
