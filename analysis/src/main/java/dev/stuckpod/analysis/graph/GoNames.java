package dev.stuckpod.analysis.graph;

/** Takes Go function names apart: {@code host/mod/pkg.(*Type).Method.func1}. */
public final class GoNames {
  private GoNames() {}

  /** Gives {@code pkg/path.(*Type)} of a method or of a closure in one, else an empty string. */
  public static String type(String function) {
    int open = function.indexOf(".(");
    int close = function.indexOf(')', Math.max(0, open));
    if (open >= 0 && close > open) {
      return function.substring(0, close + 1);
    }
    return "";
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
    return function.contains(".gowrap") || function.contains(".deferwrap");
  }

  /** Gives the function in which a closure was written, the function itself if it is none. */
  public static String outer(String function) {
    int cut = function.length();
    for (String mark : new String[] {".func", ".gowrap", ".deferwrap"}) {
      int at = function.indexOf(mark, function.lastIndexOf('/') + 1);
      if (at > 0 && isNumbered(function, at + mark.length())) {
        cut = Math.min(cut, at);
      }
    }
    return function.substring(0, cut);
  }

  private static boolean isNumbered(String s, int at) {
    return at < s.length() && Character.isDigit(s.charAt(at));
  }

  /** Gives the name without package and type: {@code Method}. */
  public static String method(String function) {
    String tail = function.substring(function.lastIndexOf('/') + 1);
    int type = tail.indexOf(").");
    if (type >= 0) {
      return tail.substring(type + 2);
    }
    int dot = tail.indexOf('.');
    return dot < 0 ? tail : tail.substring(dot + 1);
  }

  /** Whether a function belongs to the runtime or to the packages under locks and channels. */
  public static boolean isPlumbing(String function) {
    return function.startsWith("runtime.")
        || function.startsWith("sync.")
        || function.startsWith("internal/");
  }
}
