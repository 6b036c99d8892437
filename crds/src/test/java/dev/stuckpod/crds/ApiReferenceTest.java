package dev.stuckpod.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps docs/api.md equal to the CRDs, and so to the types; {@code -Ddocs=write} writes it. */
class ApiReferenceTest {

  private static final Path PAGE = Repository.root().resolve("docs/api.md");

  @Test
  void pageSaysWhatTheTypesSay() throws IOException {
    String page = ApiReference.page();

    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }

  @Test
  void everyKindHasItsPlace() throws IOException {
    assertThat(ApiReference.kinds())
        .map(plural -> plural + ".stuckpod.dev.yaml")
        .containsExactlyInAnyOrderElementsOf(
            Repository.crds().stream().map(file -> file.getFileName().toString()).toList());
  }
}
