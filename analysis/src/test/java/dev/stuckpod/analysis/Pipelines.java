package dev.stuckpod.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What log pipelines make of the lines of a dump. */
final class Pipelines {
  static final String TIME = "2026-03-04T05:06:07.123456789Z ";

  private Pipelines() {}

  /** How a pipeline writes the lines of a dump. */
  interface Pipeline {
    String write(List<String> lines);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  static final SortedMap<String, Pipeline> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("kubectl --timestamps", prefixed(TIME)),
              Map.entry("CRI", prefixed(TIME + "stderr F ")),
              Map.entry("CRI, every line in two parts", lines -> each(lines, Pipelines::parts)),
              Map.entry(
                  "CRI with standard output in between",
                  lines ->
                      each(lines, l -> TIME + "stderr F " + l + "\n" + TIME + "stdout F hit(1)")),
              Map.entry("docker compose", prefixed("hub-1  | ")),
              Map.entry("journalctl", prefixed("Mar  4 05:06:07 node-1 hub[4711]: ")),
              Map.entry(
                  "journalctl, ISO time", prefixed("2026-03-04T05:06:07+0000 node-1 hub[4711]: ")),
              Map.entry("journal export", lines -> each(lines, l -> json(Map.of("MESSAGE", l)))),
              Map.entry(
                  "docker json-file",
                  lines -> each(lines, l -> json(Map.of("log", l + "\n", "stream", "stderr")))),
              Map.entry(
                  "JSON, the dump in one message",
                  lines -> json(Map.of("level", "error", "msg", String.join("\n", lines)))),
              Map.entry(
                  "JSON in CRI parts",
                  lines ->
                      chunks(json(Map.of("msg", String.join("\n", lines), "level", "info")))
                          .collect(Collectors.joining("\n"))),
              Map.entry(
                  "logfmt",
                  lines ->
                      "time=\"2026-03-04T05:06:07Z\" level=info msg=\""
                          + String.join("\n", lines)
                              .replace("\\", "\\\\")
                              .replace("\"", "\\\"")
                              .replace("\n", "\\n")
                              .replace("\t", "\\t")
                          + "\" pid=1"),
              Map.entry(
                  "klog",
                  lines -> "E0304 05:06:07.123456       1 dump.go:12] " + String.join("\n", lines)),
              Map.entry(
                  "Go's log package", lines -> "2026/03/04 05:06:07 " + String.join("\n", lines)),
              Map.entry(
                  "with colours", lines -> each(lines, l -> "\u001b[1;31m" + l + "\u001b[0m")),
              Map.entry("Windows line ends", lines -> String.join("\r\n", lines))));

  static Pipeline prefixed(String prefix) {
    return lines -> each(lines, l -> prefix + l);
  }

  private static String each(List<String> lines, java.util.function.UnaryOperator<String> one) {
    return lines.stream().map(one).collect(Collectors.joining("\n"));
  }

  private static String parts(String line) {
    int half = line.length() / 2;
    return TIME
        + "stderr P "
        + line.substring(0, half)
        + "\n"
        + TIME
        + "stderr F "
        + line.substring(half);
  }

  private static Stream<String> chunks(String line) {
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < line.length(); i += 16_384) {
      int end = Math.min(line.length(), i + 16_384);
      chunks.add(TIME + "stdout " + (end == line.length() ? "F " : "P ") + line.substring(i, end));
    }
    return chunks.stream();
  }

  static String json(Map<String, String> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
