package dev.stuckpod.cli.mcp.tool;

import dev.stuckpod.cli.ground.CommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a tool was given, checked. */
public final class Arguments {
  private static final int LONGEST = 2_000;

  private final Map<String, Object> given;

  private Arguments(Map<String, Object> given) {
    this.given = given;
  }

  /**
   * Checks what was given.
   *
   * @throws CommandException if it is not what the tool takes; it says what is
   */
  static Arguments of(Tool tool, Map<String, Object> raw) throws CommandException {
    var given = new HashMap<String, Object>();
    for (Map.Entry<String, Object> one : raw.entrySet()) {
      Parameter parameter =
          tool.all().stream()
              .filter(p -> p.name().equals(one.getKey()))
              .findFirst()
              .orElseThrow(() -> unknown(tool, one.getKey()));
      if (one.getValue() != null) {
        given.put(parameter.name(), checked(parameter, one.getValue()));
      }
    }
    for (Parameter parameter : tool.all()) {
      boolean missing = parameter.required() && !given.containsKey(parameter.name());
      if (missing && !given.containsKey(Parameter.CURSOR.name())) {
        throw new CommandException("%s needs %s".formatted(tool.name(), parameter.name()));
      }
    }
    return new Arguments(given);
  }

  /** A text; null where it was left out. */
  public @Nullable String text(String name) {
    return (String) given.get(name);
  }

  /** A text that the tool does not go without. */
  public String required(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is no argument that must be given");
    }
    return text;
  }

  /** Whether something was asked for. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(given.get(name));
  }

  private static Object checked(Parameter parameter, Object value) throws CommandException {
    String name = parameter.name();
    if (parameter.type().equals("boolean")) {
      if (value instanceof Boolean) {
        return value;
      }
      if (value.equals("true") || value.equals("false")) { // some clients know texts only
        return value.equals("true");
      }
      throw new CommandException(name + " is true or false");
    }
    String text = value instanceof Integer || value instanceof Long ? value.toString() : "";
    text = value instanceof String given ? given : text; // ids are numbers to some clients
    if (text.isBlank()) {
      throw new CommandException(name + " is a text that is not empty");
    }
    if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      throw new CommandException(
          "%s is one line of %d characters at most".formatted(name, LONGEST));
    }
    List<String> words = parameter.words();
    if (!words.isEmpty() && !words.contains(text)) {
      throw new CommandException(name + " is one of: " + String.join(", ", words));
    }
    return text;
  }

  private static CommandException unknown(Tool tool, String name) {
    return new CommandException(
        "%s has no argument '%s'; it has: %s"
            .formatted(
                tool.name(),
                name,
                tool.all().stream().map(Parameter::name).collect(Collectors.joining(", "))));
  }
}
