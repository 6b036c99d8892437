package dev.stuckpod.operator.incident;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small dumps whose names become large where they are kept. */
final class HostileDumps {

  private static final int ROUTINES = 25;

  private HostileDumps() {}

  /** About 15 KB each, by what their names are made of. */
  static Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    all.put("Go, 4 bytes a character", go("😀".repeat(60)));
    all.put("Go, 3 bytes a character", go("漢".repeat(80)));
    all.put("Go, escaped by JSON", go("\u0001\u001b\\\"".repeat(60)));
    all.put("Go, escaped by the API server", go("<>&\u2028".repeat(40)));
    all.put("Go, controls of 2 bytes", go("\u0080\u0099".repeat(60)));
    all.put("Java, 4 bytes a character", java("😀".repeat(40)));
    all.put("Java, escaped by JSON", java("\\u0001\\u001f\\n".repeat(14)));
    all.put("Java, halves of characters", java("\\ud83d".repeat(30)));
    return all;
  }

  private static String go(String name) {
    return many(name, ROUTINES);
  }

  /** One of so many goroutines. */
  static String many(String name, int routines) {
    return IntStream.rangeClosed(1, routines)
        .mapToObj(
            i ->
                """
                goroutine %1$d [%2$s%1$d]:
                main.%2$s%1$d(0x%1$d)
                \t/%2$s.go:%1$d +0x1

                """
                    .formatted(i, name))
        .collect(Collectors.joining());
  }

  private static String java(String name) {
    return IntStream.rangeClosed(1, ROUTINES)
        .mapToObj(
            i ->
                """
                {"tid": "%1$d", "name": "%2$s%1$d", "state": "%2$s",
                 "stack": ["%2$s.a%1$d(%2$s.java:1)", "java.lang.Object.wait(Object.java:1)"]}\
                """
                    .formatted(i, name))
        .collect(
            Collectors.joining(
                ",\n",
                """
                {"threadDump": {"formatVersion": "2", "processId": "1", "runtimeVersion": "25%1$s",
                "threadContainers": [{"container": "<root>", "parent": null, "owner": null, "threads": [
                """
                    .formatted(name),
                "\n], \"threadCount\": \"%d\"}]}}\n".formatted(ROUTINES)));
  }
}
