package dev.stuckpod.goroutines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dump, goroutine by goroutine, its lines as they are. */
final class Blocks {

  private static final Pattern HEADER =
      Pattern.compile("goroutine (\\d+) (?:gp=\\S+ m=\\S+ (?:mp=\\S+ )?)?\\[([^,\\]]*).*:");

  private Blocks() {}

  /** Reads one; the scheduler's own goroutine 0, and what follows the goroutines, are left out. */
  static Map<Long, List<String>> of(String dump) {
    var blocks = new TreeMap<Long, List<String>>();
    List<String> block = new ArrayList<>();
    for (String line : dump.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      if (header.matches()) {
        block = new ArrayList<>();
        blocks.put(Long.valueOf(header.group(1)), block);
        block.add(line.replace(" (scan)", ""));
      } else if (line.isEmpty()) {
        block = new ArrayList<>();
      } else {
        block.add(line);
      }
    }
    blocks.remove(0L);
    return blocks;
  }

  /** What the goroutine of a block does. */
  static String state(List<String> block) {
    Matcher header = HEADER.matcher(block.getFirst());
    return header.matches() ? header.group(2) : "";
  }

  /** The lines that the runtime has, too. */
  static List<String> withoutRemarks(List<String> block) {
    return block.stream().filter(line -> !line.startsWith("\t# ")).toList();
  }

  /** The lines that the runtime has not. */
  static List<String> remarks(List<String> block) {
    return block.stream().filter(line -> line.startsWith("\t# ")).toList();
  }
}
