package dev.stuckpod.analysis.golang.dialect;

import dev.stuckpod.analysis.model.Frame;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells calls of libraries from those of the application, by packages and files. */
final class GoLibraries {
  /** First elements of the standard library's packages; a module's has a dot, or is its own. */
  private static final Set<String> STANDARD =
      Set.of(
          ("archive bufio bytes cmp compress container context crypto database debug embed encoding"
                  + " errors expvar flag fmt go hash html image index internal io iter log maps"
                  + " math mime net os path plugin reflect regexp runtime slices sort strconv"
                  + " strings structs sync syscall testing text time unicode unique unsafe vendor"
                  + " weak")
              .split(" "));

  /** Where modules of others lie: in the cache of modules, with their version, or vendored. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(".*(/pkg/mod/|/vendor/|@v\\d|/(src|go)/(golang\\.org|google\\.golang\\.org)/).*");

  private static final Pattern EXTENDED =
      Pattern.compile("(golang\\.org/x|google\\.golang\\.org/(grpc|protobuf))/.*");

  private GoLibraries() {}

  static boolean isForeign(Frame frame) {
    String function = frame.function();
    return STANDARD.contains(first(function))
        || EXTENDED.matcher(function).matches()
        || ELSEWHERE.matcher(frame.file()).matches();
  }

  private static String first(String function) {
    int end = 0;
    while (end < function.length()
        && function.charAt(end) != '/'
        && function.charAt(end) != '.') {
      end++;
    }
    return function.substring(0, end);
  }
}
