import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Says in one sentence that there is no JDK 25, where Maven's toolchains would say it in four lines
 * that help nobody. Stands alone, and runs on whatever Java Maven itself runs on.
 */
public final class FindJdk {

  private static final String WANTED = "JAVA_VERSION=\"25";

  private FindJdk() {}

  public static void main(String[] args) throws IOException {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    System.getenv().forEach((name, value) -> addHome(homes, name, value));
    Path user = Path.of(System.getProperty("user.home"));
    for (Path parent :
        List.of(
            Path.of("/usr/lib/jvm"),
            Path.of("/usr/java"),
            Path.of("/opt"),
            Path.of("/Library/Java/JavaVirtualMachines"),
            user.resolve("Library/Java/JavaVirtualMachines"),
            user.resolve(".sdkman/candidates/java"),
            user.resolve(".jdks"),
            user.resolve(".jbang/cache/jdks"),
            user.resolve(".asdf/installs/java"),
            user.resolve(".local/share/mise/installs/java"))) {
      addChildren(homes, parent);
    }
    boolean configured = Files.exists(user.resolve(".m2/toolchains.xml")); // Maven will say
    if (!configured && homes.stream().noneMatch(FindJdk::isWanted)) {
      System.err.println(
          "Stuckpod is built with a JDK 25, and there is none: install one (Temurin:"
              + " temurin-25-jdk) or set JAVA25_HOME to it.");
      System.exit(1);
    }
  }

  private static void addHome(List<Path> homes, String name, String value) {
    if (name.startsWith("JAVA") && name.contains("HOME") && !value.isEmpty()) {
      homes.add(Path.of(value));
    }
  }

  private static void addChildren(List<Path> homes, Path parent) throws IOException {
    if (Files.isDirectory(parent)) {
      try (Stream<Path> children = Files.list(parent)) {
        children.forEach(
            child -> {
              homes.add(child);
              homes.add(child.resolve("Contents/Home"));
            });
      }
    }
  }

  private static boolean isWanted(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/javac"))
          && Files.readString(home.resolve("release")).contains(WANTED);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
