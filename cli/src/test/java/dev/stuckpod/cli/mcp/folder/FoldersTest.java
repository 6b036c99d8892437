package dev.stuckpod.cli.mcp.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.cli.ground.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldersTest {
  private final Path top;
  private final Path given;

  FoldersTest(@TempDir Path top) {
    this.top = top;
    this.given = top.resolve("given");
  }

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(given.resolve("deep/er"));
    Files.writeString(given.resolve("a.txt"), "a");
    Files.writeString(given.resolve("deep/er/b.txt"), "b");
    Files.writeString(given.resolve(".hidden"), "h");
    Files.setLastModifiedTime(given.resolve("a.txt"), FileTime.from(Instant.EPOCH));
    Files.writeString(top.resolve("secret"), "s");
    Files.createDirectories(top.resolve("given-not"));
    Files.writeString(top.resolve("given-not/c.txt"), "c");
    Files.createSymbolicLink(given.resolve("link"), top.resolve("secret"));
    Files.createSymbolicLink(given.resolve("inner"), given.resolve("a.txt"));
    Files.createSymbolicLink(given.resolve("way"), top.resolve("given-not"));
  }

  @Test
  void listsFilesTheLatestFirstWithoutLinksAndHiddenOnes() throws Exception {
    Found found = folders().list();

    assertThat(found.files())
        .extracting(Found.Entry::path)
        .containsExactly(
            given.resolve("deep/er/b.txt").toString(), given.resolve("a.txt").toString());
    assertThat(found.cut()).isFalse();
  }

  @Test
  void opensByTheWholePathOrFromAFolderOn() throws Exception {
    assertThat(read("a.txt")).isEqualTo("a");
    assertThat(read("deep/er/b.txt")).isEqualTo("b");
    assertThat(read(given.resolve("deep/er/b.txt").toString())).isEqualTo("b");
  }

  @Test
  void aFolderThatIsGivenByALinkIsRead() throws Exception {
    Path link = Files.createSymbolicLink(top.resolve("called"), given);
    Folders folders = Folders.of(List.of(link));

    try (InputStream in = folders.open(link.resolve("a.txt").toString())) {
      assertThat(in.readAllBytes()).hasSize(1);
    }
    assertThat(folders.list().files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "inner", "way/c.txt"})
  void aLinkIsNotFollowedWhereverItLeads(String name) {
    assertThatThrownBy(() -> read(name)).hasMessageContaining("link, which is not followed");
    assertThatThrownBy(() -> read(given.resolve(name).toString()))
        .hasMessageContaining("link, which is not followed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "deep/../../secret", "deep/../a.txt", "./a.txt"})
  void nobodyGoesUp(String name) {
    assertThatThrownBy(() -> read(name)).hasMessageContaining("not followed");
    assertThatThrownBy(() -> read(given + "/" + name)).hasMessageContaining("not followed");
  }

  @Test
  void aFileOutsideIsRefusedAlsoWhereTheNamesBeginAlike() {
    assertThatThrownBy(() -> read("/etc/passwd")).hasMessageContaining("in none of the folders");
    assertThatThrownBy(() -> read(top.resolve("given-not/c.txt").toString()))
        .hasMessageContaining("in none of the folders");
    assertThatThrownBy(() -> read("nobody")).hasMessageContaining("There is no file");
    assertThatThrownBy(() -> read("deep")).hasMessageContaining("is no file");
    assertThatThrownBy(() -> read("a.txt\0")).hasMessageContaining("no name of a file");
  }

  @Test
  void withoutAFolderNoFileIsRead() {
    assertThatThrownBy(() -> Folders.of(List.of()).open("/etc/passwd"))
        .hasMessageContaining("in none of the folders");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    try (var file = new RandomAccessFile(given.resolve("huge").toFile(), "rw")) {
      file.setLength(Steps.LARGEST + 1);
    }

    assertThatThrownBy(() -> read("huge")).hasMessageContaining("files of 512 MiB at most");
  }

  @Test
  void whatIsNoFolderIsRefusedAtStart() {
    assertThatThrownBy(() -> Folders.of(List.of(given.resolve("a.txt"))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("is no folder");
  }

  private Folders folders() throws CommandException {
    return Folders.of(List.of(given));
  }

  private String read(String name) throws Exception {
    try (InputStream in = folders().open(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
