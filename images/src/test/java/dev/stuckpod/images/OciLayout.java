package dev.stuckpod.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** What a container runtime finds in an OCI layout, where every part is found by its digest. */
record OciLayout(Map<String, byte[]> entries) {

  private static final JsonMapper JSON = new JsonMapper();

  static OciLayout read(Path tar) throws IOException {
    try (InputStream in = Files.newInputStream(tar)) {
      return new OciLayout(ImageTar.entries(in));
    }
  }

  /** The list that the one name of the layout stands for. */
  JsonNode index() throws IOException {
    JsonNode top = JSON.readTree(entries.get("index.json"));
    return json(top.path("manifests").path(0));
  }

  JsonNode json(JsonNode descriptor) throws IOException {
    return JSON.readTree(blob(descriptor));
  }

  byte[] blob(JsonNode descriptor) {
    String digest = descriptor.path("digest").asText().replace(':', '/');
    byte[] blob = entries.getOrDefault("blobs/" + digest, new byte[0]);
    if (blob.length != descriptor.path("size").asInt()) {
      throw new AssertionError(descriptor + " is of " + blob.length + " bytes");
    }
    return blob;
  }

  /** All files of an image, by their paths. */
  Map<String, byte[]> files(JsonNode manifest) throws IOException {
    var files = new TreeMap<String, byte[]>();
    for (JsonNode layer : manifest.path("layers")) {
      var packed = new GZIPInputStream(new ByteArrayInputStream(blob(layer)));
      ImageTar.entries(packed).forEach((path, content) -> files.put("/" + path, content));
    }
    return files;
  }
}
