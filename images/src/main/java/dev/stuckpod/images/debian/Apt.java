package dev.stuckpod.images.debian;

import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The package archives that this machine's apt knows; without root. */
public final class Apt implements PackageSource {

  private final Path state;

  /**
   * Uses apt.
   *
   * @param state for package lists of our own
   */
  public Apt(Path state) {
    this.state = state;
  }

  @Override
  public Path fetch(Lock.DebianPackage wanted, Path into) throws ImageException, IOException {
    return download(wanted, "=" + wanted.version(), into);
  }

  /** Whatever version of a package apt has today. */
  public PackageSource newest() {
    return (wanted, into) -> download(wanted, "", into);
  }

  private Path download(Lock.DebianPackage wanted, String version, Path into)
      throws ImageException, IOException {
    String of = wanted.architecture();
    if (!of.equals("all") && !of.equals(Architecture.current().image())) {
      // the machine's lists have its own packages
      List<String> own = new ArrayList<>(ownLists());
      own.addAll(List.of("-o", "APT::Architectures::=" + of));
      Command.run(into, aptGet(own, "update"));
      return download(own, wanted.name() + ":" + of + version, into);
    }
    String what = wanted.name() + version;
    try {
      return download(List.of(), what, into);
    } catch (ImageException notInTheMachinesLists) {
      // a bare machine has none or old ones, and only root may write them
      List<String> own = ownLists();
      Command.run(into, aptGet(own, "update"));
      return download(own, what, into);
    }
  }

  private List<String> ownLists() throws IOException {
    Path lists = state.resolve("lists");
    Path cache = state.resolve("cache");
    Files.createDirectories(lists.resolve("partial"));
    Files.createDirectories(cache.resolve("archives/partial"));
    return List.of("-o", "Dir::State::Lists=" + lists, "-o", "Dir::Cache=" + cache);
  }

  private static Path download(List<String> options, String what, Path into)
      throws ImageException, IOException {
    Command.Outcome outcome = Command.run(into, aptGet(options, "download", what));
    try (Stream<Path> files = Files.list(into)) {
      return files
          .filter(file -> outcome.succeeded() && file.toString().endsWith(".deb"))
          .findFirst()
          .orElseThrow(() -> new ImageException("apt-get: " + outcome.lastLine()));
    }
  }

  private static List<String> aptGet(List<String> options, String... words) {
    var command = new ArrayList<>(List.of("apt-get", "-q"));
    command.addAll(options);
    command.addAll(List.of(words));
    return command;
  }
}
