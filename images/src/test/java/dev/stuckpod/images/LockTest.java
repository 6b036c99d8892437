package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTest {

  private static final String SHA = "ab".repeat(32);
  private static final String PLACE = "debian/20261127T021446Z/pool/main/z/zlib/zlib1g_1_amd64.deb";
  private static final Architecture AMD64 = new Architecture("amd64", "x86_64-linux-gnu", "/ld");
  private static final Architecture ARM64 = new Architecture("arm64", "aarch64-linux-gnu", "/ld");

  @Test
  void hasPackagesAndJdksByTheirDigests() throws Exception {
    Lock lock =
        Lock.parse(
            "lock",
            """
            # a remark
            release 12 bookworm
            deb zlib1g amd64 1:1.2.13.dfsg-1 %s %s
            deb roots all 1~deb12u2 %s %s

            jdk amd64 Temurin-25.0.3+9 %s %s
            jre arm64 Temurin-25.0.2+10 %s thing-1.2-py3-none-manylinux_2_17_aarch64.whl
            """
                .formatted(SHA, PLACE, SHA, PLACE, SHA, SHA, SHA));

    assertThat(lock.release()).isEqualTo("12");
    assertThat(lock.debianPackage("zlib1g", AMD64))
        .isEqualTo(new Lock.DebianPackage("zlib1g", "amd64", "1:1.2.13.dfsg-1", SHA, PLACE));
    assertThat(lock.debianPackage("zlib1g", AMD64).fileName()).isEqualTo("zlib1g_1_amd64.deb");
    assertThat(lock.debianPackage("roots", ARM64).version()).isEqualTo("1~deb12u2");
    assertThat(lock.jdk(AMD64)).contains(new Lock.Jdk("amd64", "Temurin-25.0.3+9", SHA, SHA));
    assertThat(lock.jdk(ARM64)).isEmpty();
    assertThat(lock.jre(ARM64))
        .isEqualTo(
            new Lock.Jre(
                "arm64",
                "Temurin-25.0.2+10",
                SHA,
                "thing-1.2-py3-none-manylinux_2_17_aarch64.whl"));
    assertThatThrownBy(() -> lock.jre(AMD64))
        .hasMessage(
            "images/images.lock has no Java runtime for amd64: make it on such a machine, or leave"
                + " it out with --arch");
    assertThatThrownBy(() -> lock.debianPackage("zlib1g", ARM64))
        .hasMessage("images/images.lock has no zlib1g for arm64: add it with images/update");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deb zlib1g amd64 1",
        "deb zlib1g amd64 1 abcd debian/20261127T021446Z/pool/z.deb",
        "deb zlib1g amd64 1 SHA debian/20261127T021446Z/pool/../../z.deb?x",
        "deb zlib1g amd64 1 SHA http://example.com/z.deb",
        "deb -o=x amd64 1 SHA debian/20261127T021446Z/pool/z.deb",
        "jdk amd64 25 SHA",
        "jre arm64 25 SHA ../thing-1.2-py3-none-any.whl",
        "jre arm64 25 SHA thing-1.2.tar.gz",
        "rpm zlib amd64 1 SHA debian/20261127T021446Z/pool/z.deb",
        "release bookworm",
      })
  void refusesALineThatIsNone(String line) {
    assertThatThrownBy(() -> Lock.parse("my.lock", "# first\n" + line.replace("SHA", SHA)))
        .isInstanceOf(ImageException.class)
        .hasMessage("my.lock, line 2, is no line of a lock: write it anew with images/update");
  }

  @Test
  void theOneOfThisCheckoutHasAllThatImagesNeed() throws Exception {
    Lock lock = Lock.read(Path.of(".."));

    for (Architecture architecture : List.of(AMD64, ARM64)) {
      for (String name : List.of("libc6", "zlib1g", "ca-certificates")) {
        assertThat(lock.debianPackage(name, architecture).sha256()).hasSize(64);
      }
    }
    assertThat(lock.jdk(AMD64).orElseThrow().version()).startsWith("Temurin-25.");
    assertThat(lock.jre(ARM64).version()).startsWith("Temurin-25.");
  }
}
