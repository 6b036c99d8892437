package dev.stuckpod.cli.packaging;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The manifest by which krew installs the plugin. Where archives lie and what their digests are is
 * known when they are made: {@code @URL_AMD64@} and so on stand for it.
 */
final class KrewManifest {

  private KrewManifest() {}

  static String of(CommandLine root, String version, List<String> architectures) {
    CommandSpec command = root.getCommandSpec();
    String about = String.join(" ", command.usageMessage().description());
    String commands =
        root.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(sub -> !sub.usageMessage().hidden() && !sub.name().equals("help"))
            .map(sub -> "    %s: %s".formatted(sub.name(), sub.usageMessage().description()[0]))
            .collect(Collectors.joining("\n"));
    return """
    apiVersion: krew.googlecontainertools.github.com/v1alpha2
    kind: Plugin
    metadata:
      name: stuckpod
    spec:
      version: v%s
      homepage: "@HOMEPAGE@"
      shortDescription: "Notice stuck pods, take the dump, explain it"
      description: |
        %s

    %s
      caveats: |
        What is found comes from the operator and the sidecars: kubectl stuckpod doctor says
        whether they are there. Dumps in files are explained without any cluster.
      platforms:
    %s\
    """
        .formatted(
            version,
            about,
            commands,
            architectures.stream().map(KrewManifest::platform).collect(Collectors.joining()));
  }

  private static String platform(String architecture) {
    String upper = architecture.toUpperCase(Locale.ROOT);
    return """
      - selector:
          matchLabels: {os: linux, arch: %s}
        uri: "@URL_%s@"
        sha256: "@SHA256_%s@"
        files:
        - {from: "*/*", to: "."}
        bin: bin/stuckpod
    """
        .formatted(architecture, upper, upper);
  }
}
