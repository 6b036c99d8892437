package dev.stuckpod.operator;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Writes the seeds of a fuzz test as files: from nothing, a fuzzer does not find JSON's words. */
final class FuzzSeeds {

  private FuzzSeeds() {}

  /**
   * Writes them.
   *
   * @param args the test's class, and the folder
   */
  public static void main(String... args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[1]));
    for (var method : Class.forName(args[0]).getDeclaredMethods()) {
      if (Modifier.isStatic(method.getModifiers())
          && method.getReturnType() == Stream.class
          && method.getParameterCount() == 0) {
        method.setAccessible(true);
        Object[] seeds = ((Stream<?>) method.invoke(null)).toArray();
        for (Object seed : seeds) {
          byte[] bytes = (byte[]) seed;
          Files.write(folder.resolve("seed-" + Arrays.hashCode(bytes)), bytes);
        }
      }
    }
  }
}
