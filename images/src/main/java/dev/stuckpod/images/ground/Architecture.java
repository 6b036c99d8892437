package dev.stuckpod.images.ground;

/**
 * What differs between processors.
 *
 * @param image as image registries call it
 * @param debian the folder of Debian's libraries
 * @param loader where programs expect the dynamic loader
 */
public record Architecture(String image, String debian, String loader) {

  /**
   * Finds the one of this machine.
   *
   * @throws ImageException if images cannot be made on it
   */
  public static Architecture current() throws ImageException {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> new Architecture("amd64", "x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2");
      case "aarch64" ->
          new Architecture("arm64", "aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1");
      default ->
          throw new ImageException(
              "Images are made on amd64 and arm64, not on " + System.getProperty("os.arch"));
    };
  }
}
