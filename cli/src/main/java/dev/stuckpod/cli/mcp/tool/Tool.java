package dev.stuckpod.cli.mcp.tool;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.mcp.told.Told;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that an assistant may ask for.
 *
 * @param about what it answers, and when to ask for it
 * @param parameters what it is given, {@code cursor} apart
 * @param reads whether it changes nothing anywhere
 * @param work answers
 */
public record Tool(
    String name, String about, List<Parameter> parameters, boolean reads, Work work) {

  /** Answers. */
  @FunctionalInterface
  public interface Work {
    /**
     * Answers as a whole, however long that is.
     *
     * @throws CommandException if it cannot; the message says why in a sentence
     * @throws NotADumpException if a file has no dump
     * @throws IOException if a file cannot be read
     */
    Told answer(Arguments given) throws CommandException, NotADumpException, IOException;
  }

  public Tool {
    parameters = List.copyOf(parameters);
  }

  /** One that only reads. */
  public static Tool reading(String name, String about, List<Parameter> parameters, Work work) {
    return new Tool(name, about, parameters, true, work);
  }

  /** What it may be given, as JSON Schema says it. */
  public Map<String, Object> schema() {
    var properties = new LinkedHashMap<String, Object>();
    all().forEach(p -> properties.put(p.name(), p.schema()));
    List<String> required =
        parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }

  List<Parameter> all() {
    return reads
        ? Stream.concat(parameters.stream(), Stream.of(Parameter.CURSOR)).toList()
        : parameters;
  }
}
