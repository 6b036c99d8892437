package dev.stuckpod.analysis.model;

/**
 * One call: function as printed, file as printed (empty when unknown), line (0 when unknown).
 *
 * <p>Functions of Go look like {@code host/module/pkg.(*Type).Method.func1}, of Java like {@code
 * pkg.Class.method}.
 */
public record Frame(String function, String file, int line) {

  /** Gives {@code file:line} with the file's last path element, as people say it. */
  public String location() {
    if (file.isEmpty()) {
      return "";
    }
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return line > 0 ? name + ":" + line : name;
  }

  /** Gives the function without its package path: {@code (*Hub).broadcastToStream}. */
  public String shortName() {
    String tail = function.substring(function.lastIndexOf('/') + 1);
    int dot = tail.indexOf('.');
    return dot < 0 ? tail : tail.substring(dot + 1);
  }
}
