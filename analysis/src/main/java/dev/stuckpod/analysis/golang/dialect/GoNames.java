package dev.stuckpod.analysis.golang.dialect;

/** Takes Go function names apart: {@code host/mod/pkg.(*Type).Method.func1}. */
public final class GoNames {
  private GoNames() {}

  /** Gives {@code pkg/path.(*Type)} of a method or of a closure in one, else an empty string. */
  public static String type(String function) {
    int open = function.lastIndexOf(".(");
    int close = function.indexOf(')', Math.max(0, open));
    if (open >= 0 && close > open) {
      return unfold(function.substring(0, close + 1));
    }
    return "";
  }

  /**
   * A closure of a method that was inlined is named after its callers, too, {@code
   * pkg.(*Outer).Calls.(*Type).Method.func1}: the last one has written it.
   */
  private static String unfold(String function) {
    int last = function.lastIndexOf(".(");
    return last < 0
        ? function
        : packageOf(function.substring(0, function.indexOf(".(") + 1)) + function.substring(last);
  }

  /** Gives the type of a method; a closure in one has no receiver. */
  public static String receiverType(String function) {
    return isClosure(function) ? "" : type(function);
  }

  /** Gives {@code host/mod/pkg}. */
  public static String packageOf(String function) {
    int dot = function.indexOf('.', function.lastIndexOf('/') + 1);
    return dot < 0 ? function : function.substring(0, dot);
  }

  /** Gives {@code (*Type)} of a method, else an empty string. */
  public static String shortType(String function) {
    String type = type(function);
    return type.substring(type.indexOf(".(") + 1);
  }

  /** Whether this is a closure: its first argument is no receiver. */
  public static boolean isClosure(String function) {
    return function.contains(".func") || function.contains(".gowrap");
  }

  /** Whether the compiler has made this function, for a {@code go} or {@code defer} statement. */
  public static boolean isWrapper(String function) {
    String name = unfold(function);
    return name.contains(".gowrap") || name.contains(".deferwrap");
  }

  /** Gives the function in which a closure was written, the function itself if it is none. */
  public static String outer(String function) {
    String name = unfold(function);
    int cut = name.length();
    for (String mark : new String[] {".func", ".gowrap", ".deferwrap"}) {
      int at = name.indexOf(mark, name.lastIndexOf('/') + 1);
      if (at > 0 && isNumbered(name, at + mark.length())) {
        cut = Math.min(cut, at);
      }
    }
    int number = name.lastIndexOf('.', cut - 1) + 1;
    boolean inlined = !type(name).isEmpty() && isNumbered(name, number);
    return name.substring(0, inlined ? number - 1 : cut);
  }

  private static boolean isNumbered(String s, int at) {
    return at < s.length() && Character.isDigit(s.charAt(at));
  }

  /** Whether a function belongs to the runtime or to the packages under locks and channels. */
  public static boolean isPlumbing(String function) {
    return function.startsWith("runtime.")
        || function.startsWith("sync.")
        || function.startsWith("internal/");
  }
}
