package dev.stuckpod.cli.completion;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What is named by a word, as far as somebody can be asked for all of them. */
enum Kind {
  Analysis,
  AnalysisOrFile,
  Window,
  Policy,
  Pod,
  Namespace,
  Context,
  File;

  /** Reads it off the label that users are shown; null: something else. */
  static @Nullable Kind of(ArgSpec argument, String command) {
    if (argument instanceof OptionSpec option && option.longestName().equals("--policy")) {
      return Policy;
    }
    return switch (argument.paramLabel()) {
      case "NAME" -> command.equals("close") ? Window : Analysis;
      case "FILE|NAME" -> AnalysisOrFile;
      case "POD" -> Pod;
      case "NS" -> Namespace;
      case "CONTEXT" -> Context;
      case "FILE", "OUT", "FOLDER", "TAR" -> File;
      default -> null;
    };
  }

  boolean isNamed() {
    return this != File;
  }

  boolean mayBeFile() {
    return this == File || this == AnalysisOrFile;
  }
}
