package dev.stuckpod.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.crds.apiserver.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** The JVM flags that the operator's image has, read where they are written. */
final class ImageFlags {

  private static final Pattern FLAG = Pattern.compile("\"(-X[^\"]+)\"");

  private ImageFlags() {}

  static List<String> operator() throws IOException {
    String programs =
        Files.readString(
            Repository.root().resolve("images/src/main/java/dev/stuckpod/images/Programs.java"));
    int begin = programs.indexOf("StuckpodOperator\"");
    List<String> flags =
        FLAG.matcher(programs.substring(begin, programs.indexOf("java.base", begin)))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(flags).contains("-Xmx104m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC");
    return flags;
  }
}
