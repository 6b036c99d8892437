package dev.stuckpod.cli.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** As much of a shell's grammar as the documents use: words, quotes, comments, pipes, lists. */
final class Shell {

  private static final Set<String> BEFORE = Set.of("do", "then", "exec", "sudo", "!", "eval");
  private static final Set<String> NO_COMMAND = Set.of("for", "done", "if", "fi", "export");

  private final String line;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean begun;
  private boolean toFile;
  private int at;

  private Shell(String line) {
    this.line = line;
  }

  /** The words of every command of a line, also of those in {@code $(…)}. */
  static List<List<String>> commands(String line) {
    var shell = new Shell(line);
    shell.read();
    return shell.commands;
  }

  private void read() {
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      switch (c) {
        case ' ' -> endWord();
        case '|', '&', ';' -> endCommand();
        case '>', '<' -> {
          endWord();
          toFile = true;
        }
        case '#' -> {
          if (!begun) {
            at = line.length();
          } else {
            add(c);
          }
        }
        case '\'' -> quoted();
        case '"' -> doubleQuoted();
        case '$' -> dollar();
        default -> add(c);
      }
    }
    endCommand();
  }

  private void add(char c) {
    word.append(c);
    begun = true;
  }

  private void quoted() {
    begun = true;
    for (at++; at < line.length() && line.charAt(at) != '\''; at++) {
      word.append(line.charAt(at));
    }
  }

  private void doubleQuoted() {
    begun = true;
    for (at++; at < line.length() && line.charAt(at) != '"'; at++) {
      if (line.charAt(at) == '$') {
        dollar();
      } else {
        word.append(line.charAt(at));
      }
    }
  }

  /** Leaves {@code at} on the last character of what the dollar stands before. */
  private void dollar() {
    begun = true;
    if (!line.startsWith("$(", at)) {
      word.append('$');
      return;
    }
    int start = at + 2;
    int depth = 1;
    for (at = start; at < line.length() && depth > 0; at++) {
      depth += line.charAt(at) == '(' ? 1 : line.charAt(at) == ')' ? -1 : 0;
    }
    at--;
    commands.addAll(commands(line.substring(start, at)));
    word.append("$(…)");
  }

  private void endWord() {
    if (begun && !toFile) {
      words.add(word.toString());
    }
    toFile &= !begun;
    word = new StringBuilder();
    begun = false;
  }

  private void endCommand() {
    endWord();
    while (!words.isEmpty()
        && (BEFORE.contains(words.getFirst()) || words.getFirst().matches("\\w+=.*"))) {
      words.removeFirst();
    }
    if (!words.isEmpty() && !NO_COMMAND.contains(words.getFirst())) {
      commands.add(words);
    }
    words = new ArrayList<>();
  }
}
