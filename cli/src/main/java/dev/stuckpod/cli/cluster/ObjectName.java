package dev.stuckpod.cli.cluster;

import java.util.Set;

/** The name of an object as kubectl takes it: {@code NAME}, or {@code KIND/NAME}. */
public final class ObjectName {

  private ObjectName() {}

  /**
   * Gives the name alone.
   *
   * @param typed what was typed
   * @param kinds how the kind may be called; before another one nothing is taken away, and nothing
   *     is called so
   */
  public static String of(String typed, String... kinds) {
    int slash = typed.indexOf('/');
    return slash > 0 && Set.of(kinds).contains(typed.substring(0, slash))
        ? typed.substring(slash + 1)
        : typed;
  }
}
