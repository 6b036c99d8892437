import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs google-java-format over every Java file of the tree: {@code check} names the files that
 * differ and fails, {@code write} formats them. Stands alone because Maven's own JVM may be too old
 * to parse our source.
 */
public final class Format {

  private static final Formatter FORMATTER = new Formatter(JavaFormatterOptions.defaultOptions());

  private sealed interface Result {
    record Same() implements Result {}

    record Differs(Path file, String formatted) implements Result {}

    record Broken(Path file, String message) implements Result {}
  }

  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean write = args[0].equals("write");
    Path root = Path.of(args[1]);
    var bad = new AtomicInteger();
    sources(root).parallelStream()
        .map(Format::format)
        .forEach(result -> report(result, write, root, bad));
    if (bad.get() > 0) {
      System.err.println(bad + " file(s) to mend: run 'mvn -N validate -Dformat=write'");
      System.exit(1);
    }
  }

  private static void report(Result result, boolean write, Path root, AtomicInteger bad) {
    switch (result) {
      case Result.Same() -> {}
      case Result.Differs(Path file, String formatted) when write -> save(file, formatted);
      case Result.Differs(Path file, _) -> {
        bad.incrementAndGet();
        System.err.println("not formatted: " + root.relativize(file));
      }
      case Result.Broken(Path file, String message) -> {
        bad.incrementAndGet();
        System.err.println("not Java: " + root.relativize(file) + ": " + message);
      }
    }
  }

  private static Result format(Path file) {
    try {
      String source = Files.readString(file);
      String formatted = FORMATTER.formatSourceAndFixImports(source);
      return source.equals(formatted) ? new Result.Same() : new Result.Differs(file, formatted);
    } catch (Exception e) {
      return new Result.Broken(file, String.valueOf(e.getMessage()));
    }
  }

  private static void save(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .filter(f -> !root.relativize(f).toString().matches("(.*/)?(target|\\.git)/.*"))
          .toList();
    }
  }
}
