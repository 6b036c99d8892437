package dev.stuckpod.images.ground;

import java.util.List;

/**
 * What differs between processors.
 *
 * @param image as image registries call it
 * @param debian the folder of Debian's libraries
 * @param loader where programs expect the dynamic loader
 */
public record Architecture(String image, String debian, String loader) {

  private static final List<Architecture> ALL =
      List.of(
          new Architecture("amd64", "x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2"),
          new Architecture("arm64", "aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1"));

  /** Gives all that images are made for. */
  public static List<Architecture> all() {
    return ALL;
  }

  /**
   * Finds one.
   *
   * @param image as image registries call it
   * @throws ImageException if no images are made for it
   */
  public static Architecture named(String image) throws ImageException {
    return ALL.stream()
        .filter(one -> one.image().equals(image))
        .findFirst()
        .orElseThrow(
            () -> new ImageException("Images are made for amd64 and arm64, not for " + image));
  }

  /**
   * Finds the one of this machine.
   *
   * @throws ImageException if images cannot be made on it
   */
  public static Architecture current() throws ImageException {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> named("amd64");
      case "aarch64" -> named("arm64");
      default ->
          throw new ImageException(
              "Images are made on amd64 and arm64, not on " + System.getProperty("os.arch"));
    };
  }
}
