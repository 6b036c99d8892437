package dev.stuckpod.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** What a container runtime would find in an image's tar. */
final class ImageTar {

  private ImageTar() {}

  /** Gives every file of every layer by its path. */
  static Map<String, byte[]> files(Path tar) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (InputStream in = Files.newInputStream(tar)) {
      for (var layer : entries(in).entrySet()) {
        if (layer.getKey().endsWith(".tar.gz")) {
          var packed = new ByteArrayInputStream(layer.getValue());
          entries(new GZIPInputStream(packed))
              .forEach((path, content) -> files.put("/" + path, content));
        }
      }
    }
    return files;
  }

  /** Gives every file of a tar by its name there. */
  static Map<String, byte[]> entries(InputStream in) throws IOException {
    var entries = new TreeMap<String, byte[]>();
    var tar = new TarArchiveInputStream(in);
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      if (entry.isFile()) {
        entries.put(entry.getName(), tar.readAllBytes());
      }
    }
    return entries;
  }
}
