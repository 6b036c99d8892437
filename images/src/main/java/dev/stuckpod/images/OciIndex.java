package dev.stuckpod.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.protocol.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Puts OCI layouts of one architecture each under one index: whoever pulls the image gets that of
 * the machine. Jib does so in a registry only.
 */
final class OciIndex {

  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String BLOBS = "blobs/sha256/";
  private static final String LIST = "index.json";
  private static final JsonMapper JSON = new JsonMapper();

  private OciIndex() {}

  /**
   * Writes the layout; what two architectures share is in it once.
   *
   * @param tars the layouts, as Jib writes them
   * @param reference the image's name
   */
  static void write(Map<Architecture, Path> tars, String reference, Path file)
      throws ImageException, IOException {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    ArrayNode manifests = index.putArray("manifests");
    for (var tar : tars.entrySet()) {
      ObjectNode manifest = manifest(tar.getValue());
      manifest.remove("annotations");
      manifest.putObject("platform").put("architecture", tar.getKey().image()).put("os", "linux");
      manifests.add(manifest);
    }
    byte[] blob = JSON.writeValueAsBytes(index);
    ObjectNode top = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX);
    top.putArray("manifests")
        .addObject()
        .put("mediaType", INDEX)
        .put("digest", "sha256:" + Sha256.of(blob))
        .put("size", blob.length)
        .putObject("annotations")
        .put(NAME, reference);
    try (var out =
        new TarArchiveOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8.name())) {
      var written = new TreeSet<String>();
      add("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8), out);
      add(LIST, JSON.writeValueAsBytes(top), out);
      for (Path tar : tars.values()) {
        copy(tar, written, out);
      }
      add(BLOBS + Sha256.of(blob), blob, out);
    }
  }

  private static ObjectNode manifest(Path tar) throws ImageException, IOException {
    try (var in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals(LIST)) {
          JsonNode manifests = JSON.readTree(in.readAllBytes()).path("manifests");
          if (manifests.size() == 1 && manifests.get(0) instanceof ObjectNode one) {
            return one;
          }
        }
      }
    }
    throw new ImageException(tar + " is no layout of one image");
  }

  private static void copy(Path tar, Set<String> written, TarArchiveOutputStream out)
      throws IOException {
    try (var in = new TarArchiveInputStream(Files.newInputStream(tar))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().startsWith(BLOBS) && written.add(entry.getName())) {
          add(entry.getName(), entry.getSize(), in, out);
        }
      }
    }
  }

  private static void add(String name, byte[] content, TarArchiveOutputStream out)
      throws IOException {
    add(name, content.length, new ByteArrayInputStream(content), out);
  }

  private static void add(String name, long size, InputStream content, TarArchiveOutputStream out)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setModTime(Layout.TIME.toEpochMilli());
    out.putArchiveEntry(entry);
    content.transferTo(out);
    out.closeArchiveEntry();
  }
}
