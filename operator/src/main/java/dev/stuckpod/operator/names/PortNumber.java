package dev.stuckpod.operator.names;

/** Numbers of ports, as variables of a Deployment have them. */
public final class PortNumber {

  private static final int HIGHEST = 65_535;

  private PortNumber() {}

  /**
   * Reads one.
   *
   * @param variable whose value it is
   * @throws IllegalArgumentException with a sentence that names the variable
   */
  public static int of(String variable, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > HIGHEST) {
      throw new IllegalArgumentException(
          "%s takes a port number, 0 to %d, not '%s'".formatted(variable, HIGHEST, text));
    }
    return Integer.parseInt(text);
  }
}
