package dev.stuckpod.images;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A checkout whose operator and sidecar do nothing, so that their images are made in seconds. */
final class SmallCheckout {

  private SmallCheckout() {}

  /** Makes one, with the lock that this project has. */
  static Path make(Path root) throws IOException {
    Path ours = Path.of("..");
    write(root.resolve("charts/stuckpod/Chart.yaml"), "appVersion: 1.2.3\n");
    write(root.resolve("images/images.lock"), Files.readString(ours.resolve("images/images.lock")));
    program(root, "operator", "StuckpodOperator");
    program(root, "sidecar", "StuckpodSidecar");
    return root;
  }

  private static void program(Path root, String name, String main) throws IOException {
    Path folder = root.resolve(name);
    write(folder.resolve("jvm.flags"), "-XX:+UseSerialGC\n-Xmx16m\n");
    write(folder.resolve("classes.list"), "dev/stuckpod/%s/%s\n".formatted(name, main));
    Path source =
        write(
            root.resolve("source/" + main + ".java"),
            """
            package dev.stuckpod.%s;
            public class %s {
              public static void main(String[] arguments) {}
            }
            """
                .formatted(name, main));
    Path classes = Files.createDirectories(root.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler.run(null, null, null, "-d", classes.toString(), source.toString()) != 0) {
      throw new IOException(source + " does not compile");
    }
    String entry = "dev/stuckpod/" + name + "/" + main + ".class";
    Path target = Files.createDirectories(folder.resolve("target"));
    jar(
        target.resolve("stuckpod-" + name + "-0.1.0-SNAPSHOT.jar"),
        entry,
        Files.readAllBytes(classes.resolve(entry)));
    Path gears = jar(target.resolve("gears-2.jar"), "gear", new byte[] {7});
    write(target.resolve("classpath"), gears.toString());
    write(
        target.resolve("dependencies.json"),
        """
        {"groupId": "dev.stuckpod", "artifactId": "stuckpod-%s", "version": "0.1.0-SNAPSHOT",
         "type": "jar", "scope": "", "classifier": "", "optional": "false",
         "children": [{"groupId": "org.example", "artifactId": "gears", "version": "2",
                       "type": "jar", "scope": "compile", "classifier": "", "optional": "false"}]}
        """
            .formatted(name));
  }

  private static Path jar(Path file, String entry, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        var jar = new JarOutputStream(out)) {
      var first = new JarEntry(entry);
      first.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
      jar.putNextEntry(first);
      jar.write(content);
      jar.closeEntry();
    }
    return file;
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** The names of the programs. */
  static List<String> programs() {
    return List.of("operator", "sidecar");
  }
}
