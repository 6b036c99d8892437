package dev.stuckpod.cli.packaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A page of the manual of one command, in man(7)'s macros. */
final class ManPage {

  private final StringBuilder page = new StringBuilder();
  private final CommandSpec command;

  private ManPage(CommandSpec command) {
    this.command = command;
  }

  /**
   * Pages of a command and of all below it, hidden ones left out.
   *
   * @param version of the program
   * @return by the name of the page, such as {@code stuckpod-list}
   */
  static Map<String, String> all(CommandLine root, String version) {
    var pages = new TreeMap<String, String>();
    add(root, version, pages);
    return pages;
  }

  private static void add(CommandLine line, String version, Map<String, String> pages) {
    CommandSpec command = line.getCommandSpec();
    if (command.usageMessage().hidden()) {
      return;
    }
    pages.put(name(command), new ManPage(command).write(version));
    line.getSubcommands().values().forEach(sub -> add(sub, version, pages));
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName("-").replace(' ', '-');
  }

  private String write(String version) {
    String name = name(command);
    line(
        ".TH \"%s\" 1 \"\" \"stuckpod %s\" \"Stuckpod\""
            .formatted(name.toUpperCase(Locale.ROOT), version));
    line(".nh"); // what is copied must not be broken
    line(".ad l");
    section("NAME");
    List<String> about = Arrays.asList(command.usageMessage().description());
    text(name + " - " + (about.isEmpty() ? "" : about.getFirst()));
    section("SYNOPSIS");
    var help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    text(help.synopsis(0).strip().replaceAll("\\s+", " "));
    if (about.size() > 1) {
      section("DESCRIPTION");
      text(about.get(1));
      about.subList(2, about.size()).forEach(this::paragraph);
    }
    options();
    parameters();
    commands();
    command
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> exit(code, meaning, command.usageMessage().exitCodeList()));
    seeAlso();
    return page.toString();
  }

  private void options() {
    List<OptionSpec> shown = command.options().stream().filter(o -> !o.hidden()).toList();
    if (!shown.isEmpty()) {
      section("OPTIONS");
    }
    for (OptionSpec option : shown) {
      String value = option.arity().max() > 0 && !isFlag(option) ? "=" + option.paramLabel() : "";
      tagged(String.join(", ", option.names()) + value, option);
    }
  }

  private static boolean isFlag(OptionSpec option) {
    return option.arity().min() == 0;
  }

  private void parameters() {
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
    }
    command.positionalParameters().forEach(p -> tagged(p.paramLabel(), p));
  }

  private void commands() {
    List<CommandSpec> shown =
        command.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(sub -> !sub.usageMessage().hidden())
            .toList();
    if (!shown.isEmpty()) {
      section("COMMANDS");
    }
    for (CommandSpec sub : shown) {
      line(".TP");
      line(".B " + escaped(sub.name()));
      text(String.join(" ", sub.usageMessage().description()));
    }
  }

  private void exit(String code, String meaning, Map<String, String> all) {
    if (code.equals(all.keySet().iterator().next())) {
      section("EXIT STATUS");
    }
    line(".TP");
    line(".B " + escaped(code.strip()));
    text(meaning);
  }

  private void seeAlso() {
    List<String> others = new ArrayList<>();
    if (command.parent() != null) {
      others.add(name(command.parent()));
    }
    command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(sub -> !sub.usageMessage().hidden())
        .forEach(sub -> others.add(name(sub)));
    if (!others.isEmpty()) {
      section("SEE ALSO");
      line(
          others.stream()
              .map(other -> ".BR " + escaped(other) + " (1)")
              .collect(Collectors.joining("\n")));
    }
  }

  private void section(String title) {
    line(".SH \"" + title + "\"");
  }

  private void paragraph(String text) {
    line(".PP");
    text(text);
  }

  private void tagged(String tag, ArgSpec argument) {
    line(".TP");
    line("\\fB" + escaped(tag) + "\\fR");
    String said = String.join(" ", argument.description());
    String byDefault = argument.defaultValueString();
    text(said.replace("${DEFAULT-VALUE}", byDefault == null ? "" : byDefault));
  }

  /** A line that is no request, whatever it begins with. */
  private void text(String text) {
    line("\\&" + escaped(text).strip());
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("%n", " ")
        .replace("%%", "%")
        .replace("\\", "\\e")
        .replace("-", "\\-")
        .replaceAll("\\R", " ");
  }
}
