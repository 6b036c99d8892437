package dev.stuckpod.cli.packaging;

import dev.stuckpod.cli.completion.Script;
import dev.stuckpod.cli.ground.CommandException;
import dev.stuckpod.cli.ground.Console;
import dev.stuckpod.cli.ground.Program;
import dev.stuckpod.cli.ground.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what is installed beside the program; the same twice gives the same bytes. */
@Command(
    name = "generate",
    description =
        "Writes what is installed beside the program: pages of the manual (man/man1), completions,"
            + " krew's manifest.",
    hidden = true,
    mixinStandardHelpOptions = true)
public final class GenerateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FOLDER", description = "Where; it is made.")
  private Path folder = Path.of("");

  @Option(
      names = "--release",
      paramLabel = "VERSION",
      description = "The version to write; default: this program's own.")
  private String release = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Supplier<CommandLine> commands;

  /** Writes of these commands. */
  public GenerateCommand(Supplier<CommandLine> commands) {
    this.commands = commands;
  }

  @Override
  public Integer call() throws CommandException {
    String version = release.isEmpty() ? Program.version().orElse("0.0.0") : release;
    CommandLine root = commands.get().setCommandName("stuckpod");
    try {
      for (Map.Entry<String, String> file : beside(root, version).entrySet()) {
        write(file.getKey(), file.getValue());
      }
      write("krew/stuckpod.yaml", krew(root, version, List.of("amd64", "arm64")));
    } catch (IOException failed) {
      throw new CommandException(folder + " cannot be written: " + Sentence.of(failed), failed);
    }
    Console.err(spec).line("man/, completions/ and krew/ are in " + folder);
    return 0;
  }

  /** Gives what lies beside the program, by its place: pages of the manual and completions. */
  public static SortedMap<String, String> beside(CommandLine root, String version)
      throws IOException {
    var files = new TreeMap<String, String>();
    ManPage.all(root, version).forEach((name, page) -> files.put("man/man1/" + name + ".1", page));
    for (Script script : Script.values()) {
      files.put("completions/" + script.name() + "/" + script.file(), script.text());
    }
    return files;
  }

  /**
   * Gives krew's manifest, with places for what is known when archives are made:
   * {@code @URL_AMD64@}, {@code @SHA256_AMD64@} and so on, {@code @HOMEPAGE@}.
   *
   * @param architectures that there are archives for, as image registries call them
   */
  public static String krew(CommandLine root, String version, List<String> architectures) {
    return KrewManifest.of(root, version, architectures);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
