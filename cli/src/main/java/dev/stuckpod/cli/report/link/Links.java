package dev.stuckpod.cli.report.link;

import dev.stuckpod.analysis.model.Libraries;
import dev.stuckpod.analysis.report.SourceLink;
import dev.stuckpod.text.HtmlDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of source lines: of the application's by a template, of libraries by what their path
 * tells.
 */
public final class Links {
  /** Libraries alone. */
  public static final Links OF_LIBRARIES = new Links(null, List.of());

  private final @Nullable String template;
  private final List<String> roots;

  private Links(@Nullable String template, List<String> roots) {
    this.template = template;
    this.roots = List.copyOf(roots);
  }

  /**
   * Makes them of a template.
   *
   * @param template such as {@code https://git.example/shop/blob/v1/{path}#L{line}}
   * @param roots what paths of the application begin with, and addresses do not
   * @throws IllegalArgumentException if it is no template, with a sentence
   */
  public static Links of(String template, List<String> roots) {
    if (!template.contains("{path}")
        || !HtmlDocument.isLink(template.replace("{path}", "p").replace("{line}", "1"))
        || template.startsWith("#")) {
      throw new IllegalArgumentException(
          "--source wants an address with {path} and {line} in it, such as"
              + " https://git.example/shop/blob/main/{path}#L{line}");
    }
    return new Links(template, roots);
  }

  /**
   * Gives the address of a line.
   *
   * @param file as printed
   * @return null where it is not known
   */
  public @Nullable String of(String function, String file, int line) {
    String known = SourceLink.of(file, line);
    String from = template;
    if (known != null || from == null || file.isEmpty() || Libraries.isForeign(function, file)) {
      return known;
    }
    String path = encoded(path(function, file));
    String address = from.replace("{path}", path).replace("{line}", String.valueOf(line));
    return HtmlDocument.isLink(address) ? address : null;
  }

  /** A path as it stands in a repository. */
  private String path(String function, String file) {
    for (String root : roots) {
      if (file.startsWith(root)) {
        return relative(file.substring(root.length()));
      }
    }
    return relative(file.contains("/") ? file : folder(function, file) + file);
  }

  /** The JVM prints files without folders; the package of the class tells them. */
  private static String folder(String function, String file) {
    if (file.endsWith(".go")) {
      return "";
    }
    int method = function.lastIndexOf('.');
    int type = method < 0 ? -1 : function.lastIndexOf('.', method - 1);
    return type < 0 ? "" : function.substring(0, type).replace('.', '/') + "/";
  }

  private static String relative(String path) {
    return path.replaceFirst("^/+", "");
  }

  private static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
