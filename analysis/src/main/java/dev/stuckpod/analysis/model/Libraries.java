package dev.stuckpod.analysis.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells calls of platforms and of libraries from the application's own, from the data file {@code
 * libraries.txt} and by where files lie: what people have written is told first.
 */
public final class Libraries {
  /**
   * Where Go's modules of others lie: in the cache of modules, or vendored. A version in a path
   * says nothing: that of a program which was installed by its version has it, too.
   */
  private static final Pattern ELSEWHERE = Pattern.compile("(.*/)?(pkg/mod|vendor)/.*");

  private static final Set<String> STANDARD = new HashSet<>();
  private static final List<String> GO = new ArrayList<>();
  private static final List<String> JAVA = new ArrayList<>();

  static {
    load();
  }

  private Libraries() {}

  /**
   * Whether a call is of the platform or of a library.
   *
   * @param file as printed, empty when unknown; Go's ends in {@code .go}, or {@code .s}
   */
  public static boolean isForeign(String function, String file) {
    if (!isGo(function, file)) {
      return JAVA.stream().anyMatch(function::startsWith);
    }
    String first = first(function);
    return STANDARD.contains(first) || !first.equals("main") && isElsewhere(function, file);
  }

  private static boolean isElsewhere(String function, String file) {
    return GO.stream().anyMatch(function::startsWith) || ELSEWHERE.matcher(file).matches();
  }

  private static boolean isGo(String function, String file) {
    return file.endsWith(".go")
        || file.endsWith(".s")
        || function.contains("(")
        || function.contains("/") && !function.contains("$$");
  }

  /** Gives the first element of a path: a package of Go's standard library is known by it. */
  private static String first(String function) {
    int end = 0;
    while (end < function.length() && "/.".indexOf(function.charAt(end)) < 0) {
      end++;
    }
    return function.substring(0, end);
  }

  private static void load() {
    try (InputStream in =
            Objects.requireNonNull(Libraries.class.getResourceAsStream("libraries.txt"));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.strip().split("\\s*\\|\\s*", 2);
          List<String> names = List.of(parts[1].split("\\s+"));
          switch (parts[0]) {
            case "go-standard" -> STANDARD.addAll(names);
            case "go" -> GO.addAll(names);
            case "java" -> JAVA.addAll(names);
            default -> throw new IllegalStateException("libraries.txt: " + parts[0]);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
