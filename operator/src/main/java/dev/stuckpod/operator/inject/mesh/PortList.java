package dev.stuckpod.operator.inject.mesh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Ports as meshes take them: numbers, ranges, or all, with commas between. */
final class PortList {

  private static final String ALL = "*";
  private static final Pattern RANGE =
      Pattern.compile("\\s*([0-9]{1,5})\\s*(?:-\\s*([0-9]{1,5})\\s*)?");

  private PortList() {}

  /** Tells whether a list has a port. */
  static boolean has(String list, int port) {
    return Stream.of(list.split(",", -1)).anyMatch(part -> covers(part, port));
  }

  /**
   * Adds a port. What is there stays as it is written, also what no mesh would take.
   *
   * @return the longer list; empty where it has the port
   */
  static Optional<String> with(String list, int port) {
    if (has(list, port)) {
      return Optional.empty();
    }
    String there = list.strip().replaceFirst("[,\\s]+$", "");
    return Optional.of(there.isEmpty() ? Integer.toString(port) : there + "," + port);
  }

  /** Tells whether a list is all ports. */
  static boolean isAll(String list) {
    return list.strip().equals(ALL);
  }

  private static boolean covers(String part, int port) {
    if (isAll(part)) {
      return true;
    }
    Matcher range = RANGE.matcher(part);
    if (!range.matches()) {
      return false;
    }
    int first = Integer.parseInt(range.group(1));
    int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
    return first <= port && port <= last;
  }
}
