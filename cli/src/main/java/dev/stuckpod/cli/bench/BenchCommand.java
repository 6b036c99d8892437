package dev.stuckpod.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Gathers what can be measured. */
@Command(
    name = "bench",
    description = "Measures Stuckpod itself.",
    subcommands = {
      BenchAnalyzeCommand.class,
      BenchExploreCommand.class,
      CommandLine.HelpCommand.class
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand {}
