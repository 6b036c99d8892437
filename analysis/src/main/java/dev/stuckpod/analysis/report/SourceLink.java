package dev.stuckpod.analysis.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a source line on the web, where a file's path tells it: Go prints the module's
 * path and version ({@code …/github.com/owner/repo@v1.2.3/dir/file.go}), with and without
 * -trimpath.
 */
public final class SourceLink {
  private static final Pattern MODULE =
      Pattern.compile(
          "(?:.*/pkg/mod/)?(?<host>github\\.com|gitlab\\.com|golang\\.org/x)"
              + "/(?<repo>[\\w.!-]+(?:/[\\w.!-]+)??)(?<sub>(?:/[\\w.!-]+)*?)"
              + "@(?<version>v[\\w.+-]+)/(?<path>[\\w./!-]+)");

  /** A version made of a commit: its last part is the commit's first twelve digits. */
  private static final Pattern PSEUDO = Pattern.compile("v.*[-.]\\d{14}-([0-9a-f]{12})");

  /** The pattern goes into itself for each folder: no file of a module has a longer path. */
  private static final int LONGEST = 400;

  private static final Pattern MAJOR = Pattern.compile("/v\\d+$");
  private static final Pattern UPPER = Pattern.compile("!([a-z])");

  private SourceLink() {}

  /** Gives the address; null when the path does not tell it. */
  public static @Nullable String of(String file, int line) {
    Matcher m = MODULE.matcher(file);
    if (line < 1 || file.length() > LONGEST || !m.matches()) {
      return null;
    }
    String host = m.group("host");
    String[] names = unescaped(m.group("repo") + m.group("sub")).split("/", -1);
    int own = host.equals("golang.org/x") ? 1 : 2;
    if (names.length < own) {
      return null;
    }
    String repo = String.join("/", java.util.Arrays.copyOf(names, own));
    String below =
        MAJOR
            .matcher("/" + String.join("/", java.util.Arrays.copyOfRange(names, own, names.length)))
            .replaceFirst("");
    String folder = below.equals("/") ? "" : below.substring(Math.min(1, below.length()));
    String path = (folder.isEmpty() ? "" : folder + "/") + unescaped(m.group("path"));
    String version = m.group("version").replace("+incompatible", "");
    Matcher pseudo = PSEUDO.matcher(version);
    String commit =
        pseudo.matches() ? pseudo.group(1) : (folder.isEmpty() ? "" : folder + "/") + version;
    return switch (host) {
      case "github.com" ->
          "https://github.com/%s/blob/%s/%s#L%d".formatted(repo, commit, path, line);
      case "gitlab.com" ->
          "https://gitlab.com/%s/-/blob/%s/%s#L%d".formatted(repo, commit, path, line);
      default -> "https://github.com/golang/%s/blob/%s/%s#L%d".formatted(repo, commit, path, line);
    };
  }

  /** The module cache writes an upper-case letter as an exclamation mark and the lower-case one. */
  private static String unescaped(String path) {
    return UPPER.matcher(path).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }
}
