package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnJdkTest {

  private static final Architecture AMD64 = new Architecture("amd64", "x86_64-linux-gnu", "/ld");

  @TempDir private Path folder = Path.of("");
  private Path home = Path.of("");

  @BeforeEach
  void makeJdk() throws IOException {
    home = Files.createDirectories(folder.resolve("jdk"));
    Files.createDirectories(home.resolve("lib"));
    Files.writeString(home.resolve("lib/modules"), "modules");
    Files.writeString(home.resolve("lib/tzdb.dat"), "zones");
    Files.writeString(
        home.resolve("release"),
        """
        IMPLEMENTOR_VERSION="Temurin-25.0.3+9"
        JAVA_RUNTIME_VERSION="25.0.3+9-LTS"
        """);
  }

  @Test
  void isTheLocksByVersionAndDigests() throws Exception {
    Lock.Jdk pinned = look().is();

    assertThat(pinned.version()).isEqualTo("Temurin-25.0.3+9");
    assertThat(pinned.modules()).isEqualTo(Sha256.of(home.resolve("lib/modules")));
    assertThat(pinned.timeZones()).isEqualTo(Sha256.of(home.resolve("lib/tzdb.dat")));
    assertThat(look().difference(Optional.of(pinned))).isEmpty();
  }

  @Test
  void isAnotherWhereItsTimeZonesWereRenewed() throws Exception {
    Lock.Jdk pinned = look().is();
    Files.writeString(home.resolve("lib/tzdb.dat"), "newer zones");

    assertThat(look().difference(Optional.of(pinned)))
        .contains(
            "The JDK in %s is Temurin-25.0.3+9, but other files, and images/images.lock has"
                    .formatted(home)
                + " Temurin-25.0.3+9: set JAVA_HOME to that one, or take this one into the lock"
                + " with images/update --jdk "
                + home);
  }

  @Test
  void isAnotherOfAnotherVersion() throws Exception {
    var pinned = new Lock.Jdk("amd64", "Temurin-25.0.4+7", "ab", "cd");

    assertThat(look().difference(Optional.of(pinned)).orElseThrow())
        .startsWith(
            "The JDK in %s is Temurin-25.0.3+9, and images/images.lock has Temurin-25.0.4+7:"
                .formatted(home));
  }

  @Test
  void hasNoDigestWhereItLinksFromJmods() throws Exception {
    Lock.Jdk before = look().is();
    Files.createDirectory(home.resolve("jmods"));

    assertThat(look().difference(Optional.of(before))).isPresent();
  }

  @Test
  void isAskedForWhereTheLockHasNone() throws Exception {
    assertThat(look().difference(Optional.empty()))
        .contains(
            "images/images.lock has no JDK for amd64: take this one into it with images/update"
                + " --jdk "
                + home);
  }

  private OwnJdk look() throws IOException {
    return OwnJdk.at(home, folder, AMD64);
  }
}
