package dev.stuckpod.cli.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An argument that a tool takes.
 *
 * @param type {@code string} or {@code boolean}
 * @param about what it is, for whoever gives it
 * @param words the only ones that are taken; empty: any
 */
public record Parameter(
    String name, String type, String about, boolean required, List<String> words) {
  /** Goes on with an answer. */
  static final Parameter CURSOR =
      text("cursor", "Of the page before, to go on with its answer; all else is passed over then.");

  public Parameter {
    words = List.copyOf(words);
  }

  /** A text that may be left out. */
  public static Parameter text(String name, String about) {
    return new Parameter(name, "string", about, false, List.of());
  }

  /** A text that must be given. */
  public static Parameter required(String name, String about) {
    return new Parameter(name, "string", about, true, List.of());
  }

  /** One of some words, or none. */
  public static Parameter word(String name, String about, List<String> words) {
    return new Parameter(name, "string", about, false, words);
  }

  /** Yes or no; no where it is left out. */
  public static Parameter flag(String name, String about) {
    return new Parameter(name, "boolean", about, false, List.of());
  }

  /** As JSON Schema says it. */
  Map<String, Object> schema() {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", type);
    schema.put("description", about);
    if (!words.isEmpty()) {
      schema.put("enum", words);
    }
    return schema;
  }
}
