package dev.stuckpod.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.cli.ground.Checkout;
import dev.stuckpod.images.ImageFactory;
import dev.stuckpod.images.ImageFactory.CommandLineParts;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.release.CommandLineArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive for the processor that this machine does not have, run by the emulator. What that
 * needs, 100 MB, is kept where releases have it.
 */
@EnabledIfSystemProperty(
    named = "os.arch",
    matches = "amd64",
    disabledReason = "no runtime for it is pinned: releases are made on amd64")
class OtherProcessorArchiveIT {

  private static final String VERSION = "1.2.3";
  private static final long MOST_BYTES = 60_000_000;
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder = Path.of("");

  @Test
  void explainsADumpAndIsSmall() throws Exception {
    Path cache = Files.createDirectories(Checkout.cache().resolve("images"));
    CommandLineParts parts =
        new ImageFactory(ROOT, cache, _ -> {})
            .commandLine(
                Architecture.named("arm64"), false, VERSION, folder.resolve("contents.json"));
    Path archive =
        new CommandLineArchive(ROOT, folder.resolve("scratch"), _ -> {})
            .write(parts, VERSION, new TreeMap<>(), folder);

    assertThat(archive).hasFileName("stuckpod-1.2.3-linux-arm64.tar.gz");
    assertThat(Files.size(archive)).isLessThan(MOST_BYTES);
    assertThat(run("tar", "xzf", archive.toString()).code()).isZero();
    Path home = folder.resolve("stuckpod-1.2.3-linux-arm64");
    emulate(home, parts);
    String dump = ROOT.resolve("corpus/dumps/go-incident.go1.26.sigquit.txt").toString();

    Command.Outcome outcome = run(home.resolve("bin/stuckpod").toString(), "analyze", dump);

    assertThat(outcome.output()).startsWith("Deadlock (Strong): RWMutex (*hub)+0x10");
    assertThat(outcome.code()).isZero();
  }

  /** The launcher starts what it always does; only that this machine cannot. */
  private static void emulate(Path home, CommandLineParts parts) throws Exception {
    Path java = home.resolve("java/bin/java");
    Path real = Files.move(java, home.resolve("java/bin/java.real"));
    String emulator = String.join(" ", parts.machine().emulator());
    // required, not tried: a JVM that cannot use the archive of classes ends
    Files.writeString(java, "#!/bin/sh\nexec %s %s -Xshare:on \"$@\"\n".formatted(emulator, real));
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Command.Outcome run(String... command) throws Exception {
    return Command.run(folder, List.of(command));
  }
}
