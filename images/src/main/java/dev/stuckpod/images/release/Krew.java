package dev.stuckpod.images.release;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The manifest by which krew installs the plugin, with the addresses and digests of the archives.
 *
 * @param template has {@code @URL_AMD64@} and so on where these belong
 * @param base the address of the folder that the files of the release will be in
 */
public record Krew(String template, URI base) {

  /** The name that krew knows the plugin by. */
  static final String NAME = "stuckpod.yaml";

  private static final String RELEASES = "/releases/";

  /** Gives the manifest for these archives. */
  public String of(Map<Architecture, Path> archives) throws IOException {
    String folder = base.toString().replaceFirst("/+$", "");
    String text = template.replace("@HOMEPAGE@", folder.split(RELEASES, -1)[0]);
    for (var archive : archives.entrySet()) {
      String name = archive.getKey().image().toUpperCase(Locale.ROOT);
      text =
          text.replace("@URL_" + name + "@", folder + "/" + archive.getValue().getFileName())
              .replace("@SHA256_" + name + "@", Sha256.of(archive.getValue()));
    }
    return text;
  }
}
