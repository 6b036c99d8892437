package dev.stuckpod.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stuckpod.cli.Stuckpod;
import dev.stuckpod.cli.packaging.GenerateCommand;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.release.Krew;
import dev.stuckpod.protocol.Sha256;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Krew's manifest of a release, held against the rules of krew's own validate-krew-manifest
 * (internal/index/validation).
 */
class KrewTest {

  @TempDir private Path folder = Path.of("");
  private final LinkedHashMap<Architecture, Path> archives = new LinkedHashMap<>();

  @BeforeEach
  void writeArchives() throws Exception {
    for (Architecture one : Architecture.all()) {
      String name = "stuckpod-9.9.9-linux-%s.tar.gz".formatted(one.image());
      archives.put(one, Files.writeString(folder.resolve(name), name));
    }
  }

  @Test
  void hasTheAddressAndTheDigestOfEachArchive() throws Exception {
    JsonNode manifest = manifest("https://example.org/acme/stuckpod/releases/download/v9.9.9/");

    assertThat(manifest.at("/spec/platforms")).hasSize(2);
    for (JsonNode platform : manifest.at("/spec/platforms")) {
      String architecture = platform.at("/selector/matchLabels/arch").asText();
      Path archive = Objects.requireNonNull(archives.get(Architecture.named(architecture)));
      assertThat(platform.path("uri").asText())
          .isEqualTo(
              "https://example.org/acme/stuckpod/releases/download/v9.9.9/"
                  + archive.getFileName());
      assertThat(platform.path("sha256").asText()).isEqualTo(Sha256.of(archive));
    }
    assertThat(manifest.at("/spec/homepage").asText())
        .isEqualTo("https://example.org/acme/stuckpod");
  }

  @Test
  void leavesOutWhatIsNotMade() throws Exception {
    archives.remove(Architecture.named("arm64"));

    JsonNode manifest = manifest("https://example.org/files");

    assertThat(manifest.at("/spec/platforms")).hasSize(1);
    assertThat(manifest.toString()).doesNotContain("@").doesNotContain("arm64");
  }

  @Test
  void keepsTheRulesOfKrew() throws Exception {
    JsonNode manifest = manifest("https://example.org/files");

    assertThat(manifest.path("apiVersion").asText())
        .isEqualTo("krew.googlecontainertools.github.com/v1alpha2");
    assertThat(manifest.path("kind").asText()).isEqualTo("Plugin");
    assertThat(manifest.at("/metadata/name").asText()).isEqualTo("stuckpod").matches("[\\w-]+");
    JsonNode spec = manifest.path("spec");
    assertThat(spec.path("version").asText()).matches("v\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
    assertThat(spec.path("shortDescription").asText()).isNotBlank().doesNotContain("\n", "\r");
    var seen = new HashSet<JsonNode>();
    for (JsonNode platform : spec.path("platforms")) {
      assertThat(seen.add(platform.at("/selector/matchLabels"))).as("matches once").isTrue();
      assertThat(platform.at("/selector/matchLabels").fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("os", "arch");
      assertThat(platform.path("uri").asText()).startsWith("https://").endsWith(".tar.gz");
      assertThat(platform.path("sha256").asText()).matches("[a-f0-9]{64}");
      assertThat(platform.path("bin").asText()).isEqualTo("bin/stuckpod");
      assertThat(platform.path("files")).isNotEmpty();
      for (JsonNode file : platform.path("files")) {
        assertThat(file.path("from").asText()).isNotEmpty();
        assertThat(file.path("to").asText()).isNotEmpty();
      }
    }
  }

  private JsonNode manifest(String base) throws Exception {
    List<String> names = archives.keySet().stream().map(Architecture::image).toList();
    String template =
        GenerateCommand.krew(Stuckpod.commandLine().setCommandName("stuckpod"), "9.9.9", names);
    return Serialization.unmarshal(
        new Krew(template, URI.create(base)).of(archives), JsonNode.class);
  }
}
