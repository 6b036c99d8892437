package dev.stuckpod.analysis.model;

import dev.stuckpod.text.Cut;
import java.util.Comparator;

/**
 * One call: function as printed, file as printed (empty when unknown), line (0 when unknown).
 *
 * <p>Functions of Go look like {@code host/module/pkg.(*Type).Method.func1}, of Java like {@code
 * pkg.Class.method}.
 */
public record Frame(String function, String file, int line) implements Comparable<Frame> {
  private static final Comparator<Frame> ORDER =
      Comparator.comparing(Frame::function)
          .thenComparing(Frame::file)
          .thenComparingInt(Frame::line);

  /** Longer names are cut in sentences: a dump prints what it likes, and findings name it often. */
  private static final int LONGEST_IN_A_SENTENCE = 300;

  /** Gives {@code file:line} with the file's last path element, as people say it. */
  public String location() {
    if (file.isEmpty()) {
      return "";
    }
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return line > 0 ? brief(name) + ":" + line : brief(name);
  }

  /** Gives the function without its package path: {@code (*Hub).broadcastToStream}. */
  public String shortName() {
    String tail = function.substring(function.lastIndexOf('/') + 1);
    int dot = tail.indexOf('.');
    return brief(dot < 0 ? tail : tail.substring(dot + 1));
  }

  /** Gives the function as people say it: {@code send}, or of a class {@code Till.sell}. */
  public String said() {
    if (function.contains("(") || function.contains("/") || file.endsWith(".go")) {
      return brief(method(function));
    }
    int type = function.lastIndexOf('.', Math.max(0, function.lastIndexOf('.') - 1));
    return brief(function.substring(type + 1));
  }

  /**
   * Gives a call of a library as it stands behind the application's: {@code UDPConn.ReadFromUDP},
   * {@code time.Sleep}, {@code ReentrantLock.lock}; empty for the runtime's own, of which the state
   * tells more.
   */
  public String called() {
    String tail = function.substring(function.lastIndexOf('/') + 1);
    int type = tail.indexOf(".(");
    if (tail.startsWith("runtime.")) {
      return "";
    }
    if (type >= 0) {
      return brief(tail.substring(type + 2).replaceFirst("^\\*", "").replaceFirst("\\)", ""));
    }
    return file.endsWith(".go") ? brief(tail) : said();
  }

  /** Gives the name of a function without the path of its package and its type: {@code Method}. */
  public static String method(String function) {
    String tail = function.substring(function.lastIndexOf('/') + 1);
    int type = tail.indexOf(").");
    if (type >= 0) {
      return tail.substring(type + 2);
    }
    int dot = tail.indexOf('.');
    return dot < 0 ? tail : tail.substring(dot + 1);
  }

  /** Gives a name as it stands in a sentence: of a very long one the beginning. */
  public static String brief(String name) {
    return Cut.marked(name, LONGEST_IN_A_SENTENCE);
  }

  /** For maps: a dump may be made of calls with one hash. */
  @Override
  public int compareTo(Frame other) {
    return ORDER.compare(this, other);
  }
}
