package dev.stuckpod.images.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A jar whose files are not compressed one by one: an archive of many such is a quarter smaller,
 * and classes are read faster.
 */
final class StoredJar {

  private StoredJar() {}

  /** Copies a jar so, those of its files that are wanted; its manifest stays first. */
  static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
    try (ZipFile jar = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      List<? extends ZipEntry> entries = Collections.list(jar.entries());
      for (ZipEntry entry :
          entries.stream()
              .filter(entry -> !entry.isDirectory() && wanted.test(entry.getName()))
              .sorted(
                  Comparator.comparing((ZipEntry e) -> !isManifest(e))
                      .thenComparing(ZipEntry::getName))
              .toList()) {
        try (InputStream in = jar.getInputStream(entry)) {
          write(entry.getName(), in.readAllBytes(), out);
        }
      }
    }
    Files.setLastModifiedTime(to, FileTime.from(TarGz.TIME)); // the archive of classes has it
  }

  private static boolean isManifest(ZipEntry entry) {
    return entry.getName().equals("META-INF/MANIFEST.MF");
  }

  private static void write(String name, byte[] bytes, ZipOutputStream out) throws IOException {
    var crc = new CRC32();
    crc.update(bytes);
    var stored = new ZipEntry(name);
    stored.setMethod(ZipEntry.STORED);
    stored.setSize(bytes.length);
    stored.setCrc(crc.getValue());
    stored.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    out.putNextEntry(stored);
    out.write(bytes);
    out.closeEntry();
  }
}
