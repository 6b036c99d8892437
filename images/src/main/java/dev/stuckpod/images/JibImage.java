package dev.stuckpod.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Writes an image by Jib: to a tar that every container runtime imports, or to a registry. */
final class JibImage {

  private static final String USER = "65532:65532";

  private final JibContainerBuilder image;
  private final Path cache;

  /**
   * Describes an image.
   *
   * @param layers files, most lasting first
   * @param scratch an empty folder: it becomes /tmp
   * @param cache where Jib keeps compressed layers
   */
  JibImage(
      Architecture architecture,
      List<List<ImageFile>> layers,
      List<String> entrypoint,
      Path scratch,
      Path cache) {
    this.cache = cache;
    image =
        Jib.fromScratch()
            .setPlatforms(Set.of(new Platform(architecture.image(), "linux")))
            .setCreationTime(Layout.TIME)
            .setUser(USER)
            .setWorkingDirectory(AbsoluteUnixPath.get(Layout.APP))
            .setEntrypoint(entrypoint);
    layers.forEach(files -> image.addFileEntriesLayer(layer(files)));
    image.addFileEntriesLayer(
        FileEntriesLayer.builder()
            .addEntry(scratch, AbsoluteUnixPath.get("/tmp"), FilePermissions.fromOctalString("777"))
            .build());
  }

  /** Makes it an image of the OCI's form. */
  JibImage asOci() {
    image.setFormat(ImageFormat.OCI);
    return this;
  }

  /** Writes the image to a file. */
  void write(String name, Path tar) throws ImageException, IOException {
    try {
      String _ = containerize(Containerizer.to(TarImage.at(tar).named(name)), name);
    } catch (InvalidImageReferenceException wrong) {
      throw new ImageException("'" + name + "' is no name of an image", wrong);
    }
  }

  /**
   * Pushes the image with the credentials that Docker or Podman have for its registry.
   *
   * @return its digest, as in {@code sha256:…}
   */
  String push(String name) throws ImageException, IOException {
    try {
      ImageReference reference = ImageReference.parse(name);
      var credentials = CredentialRetrieverFactory.forImage(reference, _ -> {});
      RegistryImage registry =
          RegistryImage.named(reference)
              .addCredentialRetriever(credentials.dockerConfig())
              .addCredentialRetriever(credentials.wellKnownCredentialHelpers());
      boolean local = reference.getRegistry().matches("(localhost|127\\.0\\.0\\.1)(:\\d+)?");
      return containerize(Containerizer.to(registry).setAllowInsecureRegistries(local), name);
    } catch (InvalidImageReferenceException wrong) {
      throw new ImageException("'" + name + "' is no name of an image", wrong);
    }
  }

  private String containerize(Containerizer containerizer, String name)
      throws ImageException, IOException {
    try {
      return image
          .containerize(
              containerizer
                  .setToolName("stuckpod")
                  .setBaseImageLayersCache(cache)
                  .setApplicationLayersCache(cache))
          .getDigest()
          .toString();
    } catch (RegistryException | CacheDirectoryCreationException | ExecutionException failed) {
      throw new ImageException(name + " could not be written: " + failed.getMessage(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ImageException("Stopped while writing " + name, stopped);
    }
  }

  private static FileEntriesLayer layer(List<ImageFile> files) {
    var layer = FileEntriesLayer.builder();
    for (ImageFile file : files) {
      layer.addEntry(
          file.source(),
          AbsoluteUnixPath.get(file.destination()),
          FilePermissions.fromOctalString(file.executable() ? "755" : "644"),
          Layout.TIME);
    }
    return layer.build();
  }
}
