package dev.stuckpod.images;

import dev.stuckpod.images.ground.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that the chart asks for: images are tagged with it. */
final class ChartVersion {

  private static final Pattern APP_VERSION =
      Pattern.compile("^appVersion: *\"?([^\"\\s]+)\"?\\s*$", Pattern.MULTILINE);

  private ChartVersion() {}

  static String read(Path root) throws ImageException, IOException {
    Path chart = root.resolve("charts/stuckpod/Chart.yaml");
    Matcher line = APP_VERSION.matcher(Files.readString(chart));
    if (!line.find()) {
      throw new ImageException(chart + " has no appVersion");
    }
    return line.group(1);
  }
}
