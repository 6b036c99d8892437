package dev.stuckpod.goroutines.code.program;

import java.util.Set;

/** Which package a function is of, and whether its like ever returns. */
public final class Packages {

  private static final Set<String> STANDARD =
      Set.of(
          ("runtime internal fmt os syscall net log strings bytes strconv unicode encoding reflect"
               + " sort time io bufio errors math hash crypto compress context database html mime"
               + " path regexp text unsafe go debug testing archive image index container embed"
               + " expvar flag plugin slices maps iter cmp unique weak structs vendor type")
              .split(" "));

  private static final String[] NO_RETURN = {
    "runtime.panic",
    "runtime.goPanic",
    "runtime.gopanic",
    "runtime.throw",
    "runtime.fatal",
    "runtime.block",
    "sync.throw",
    "sync.fatal",
    "internal/sync.throw",
    "internal/sync.fatal",
    "runtime.morestack"
  };

  private Packages() {}

  /** Gives the package of a function. */
  public static String of(String function) {
    int types = function.indexOf('[');
    String name = types < 0 ? function : function.substring(0, types);
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Whether a function is of the standard library. */
  public static boolean isStandard(String function) {
    String path = of(function);
    int slash = path.indexOf('/');
    return STANDARD.contains(slash < 0 ? path : path.substring(0, slash));
  }

  /** Whether two functions are of one package. */
  public static boolean isSame(String one, String other) {
    return of(one).equals(of(other));
  }

  /** Whether a function is of what the runtime and its locks are made of. */
  public static boolean isRuntime(String function) {
    String path = of(function);
    return path.equals("runtime") || path.equals("sync");
  }

  /** Whether a call of a function does not come back, or only to try again. */
  public static boolean returns(String function) {
    for (String prefix : NO_RETURN) {
      if (function.startsWith(prefix)) {
        return false;
      }
    }
    return true;
  }
}
