package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.images.debian.Apt;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that takes security updates, with the machine's own apt. */
class UpdateIT {

  private static final Path UPDATE = Path.of("update").toAbsolutePath();

  @TempDir private Path folder = Path.of("");
  private Path lock = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    lock = Files.copy(Path.of("images.lock"), folder.resolve("images.lock"));
  }

  @Test
  void takesTheNewestPackagesForEveryArchitectureOrSaysWhereItCan() throws Exception {
    String old =
        "deb zlib1g amd64 1:1.2.0 " + "ab".repeat(32) + " debian/20200101T000000Z/pool/z.deb";
    Files.writeString(lock, Files.readString(lock).replaceAll("(?m)^deb zlib1g amd64 .*$", old));
    boolean able =
        Files.readString(Path.of("/etc/os-release")).contains("VERSION_CODENAME=bookworm");

    Outcome outcome = update();

    assertThat(outcome.code()).as(outcome.said()).isEqualTo(able ? 0 : 1);
    if (able) {
      Lock newest = Lock.parse("new", Files.readString(lock));
      assertThat(newest.packages())
          .extracting(one -> one.name() + " " + one.architecture())
          .containsExactly(
              "libc6 amd64",
              "libc6 arm64",
              "qemu-user-static amd64",
              "zlib1g amd64",
              "zlib1g arm64",
              "ca-certificates all");
      Lock.DebianPackage zlib =
          newest.debianPackage("zlib1g", new Architecture("amd64", "x86_64-linux-gnu", "/ld"));
      assertThat(zlib.version()).isNotEqualTo("1:1.2.0");
      assertThat(outcome.said()).contains("images/update: zlib1g " + zlib.version() + " (amd64)");
      assertThat(
              new Apt(folder.resolve("apt"))
                  .fetch(zlib, Files.createDirectory(folder.resolve("new"))))
          .satisfies(file -> assertThat(Sha256.of(file)).isEqualTo(zlib.sha256()));
      assertThat(newest.jdks())
          .isEqualTo(Lock.parse("old", Files.readString(Path.of("images.lock"))).jdks());
      assertThat(newest.jre(Architecture.named("arm64")).version()).startsWith("Temurin-25.");
    } else {
      assertThat(outcome.said()).contains("run it on Debian 12");
    }
  }

  @Test
  void takesTheJdkThatItIsGiven() throws Exception {
    Path home = Path.of(System.getProperty("java.home"));

    Outcome outcome = update("--jdk", home.toString());

    Architecture architecture = Architecture.current();
    OwnJdk own = OwnJdk.at(home, folder, architecture);
    assertThat(outcome.code()).as(outcome.said()).isZero();
    Lock written = Lock.parse("new", Files.readString(lock));
    assertThat(written.jdk(architecture)).contains(own.is());
    assertThat(written.packages())
        .isEqualTo(Lock.parse("old", Files.readString(Path.of("images.lock"))).packages());
  }

  @Test
  void refusesWhatIsNoJdk() throws Exception {
    Outcome outcome = update("--jdk", folder.toString());

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.said())
        .isEqualTo(
            "images/update: '%s' is no JDK: give the folder that has bin/jlink\n"
                .formatted(folder));
    assertThat(lock).hasSameTextualContentAs(Path.of("images.lock"));
  }

  private record Outcome(int code, String said) {}

  private Outcome update(String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of(UPDATE.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LOCK", lock.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
