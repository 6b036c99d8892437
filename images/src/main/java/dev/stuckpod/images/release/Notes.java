package dev.stuckpod.images.release;

import dev.stuckpod.images.ground.ImageException;
import java.util.List;
import java.util.stream.Collectors;

/** What a release tells: a version's section of the changelog. */
final class Notes {

  private static final String SECTION = "## [";

  private Notes() {}

  /**
   * Cuts the section out; of a version that has none yet, what is not released.
   *
   * @throws ImageException if there is neither
   */
  static String of(String changelog, String version) throws ImageException {
    List<String> lines = changelog.lines().toList();
    int begin = section(lines, version);
    begin = begin < 0 ? section(lines, "Unreleased") : begin;
    if (begin < 0) {
      throw new ImageException(
          "CHANGELOG.md has no section of " + version + ": write it, see RELEASING.md");
    }
    return lines.subList(begin + 1, lines.size()).stream()
            .takeWhile(line -> !line.startsWith(SECTION))
            .collect(Collectors.joining("\n"))
            .strip()
        + "\n";
  }

  private static int section(List<String> lines, String name) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(SECTION + name + "]")) {
        return i;
      }
    }
    return -1;
  }
}
