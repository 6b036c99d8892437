package dev.stuckpod.images;

import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import dev.stuckpod.images.java.Machine;
import dev.stuckpod.images.java.SharedClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the images of this project from what Maven has built. What has not changed is not made
 * again.
 */
public final class ImageFactory {

  /** Part of every local name: no cluster tries to pull from it. */
  private static final String LOCAL = "localhost/stuckpod";

  private final Path root;
  private final Path cache;
  private final Path work;
  private final Consumer<String> progress;

  /**
   * Makes images of one checkout.
   *
   * @param root the project's folder
   * @param cache for what all checkouts share: Java runtimes, Debian's packages
   * @param progress told one line about every step that takes seconds
   */
  public ImageFactory(Path root, Path cache, Consumer<String> progress) {
    this.root = root;
    this.cache = cache;
    this.work = root.resolve("images/target");
    this.progress = progress;
  }

  /**
   * Makes an image as a tar, unless the last one is still right, and a list of what is in it: a
   * CycloneDX file beside it, {@code NAME.cdx.json}.
   *
   * @param name operator, sidecar or till
   * @param exactly refuses what is not the lock's; else that is said, and the list has it
   */
  public Path tar(String name, boolean exactly) throws ImageException {
    try {
      Program program = Programs.named(root, name);
      Parts parts = collect(program, exactly);
      Path tar = work.resolve(name + ".tar");
      Path mark = work.resolve(name + ".fingerprint");
      Path contents = contents(name);
      String fingerprint = parts.fingerprint();
      if (Files.exists(tar)
          && Files.exists(contents)
          && Files.exists(mark)
          && Files.readString(mark).equals(fingerprint)) {
        return tar;
      }
      Files.deleteIfExists(mark);
      Contents.write(parts, tag(program), contents);
      JibImage image = image(parts);
      progress.accept("packing " + name);
      Path fresh = work.resolve(name + ".tar.new");
      image.write(reference(program, LOCAL), fresh);
      Files.move(fresh, tar, StandardCopyOption.REPLACE_EXISTING);
      Files.writeString(mark, fingerprint);
      return tar;
    } catch (IOException failed) {
      throw new ImageException("The image " + name + " could not be made: " + failed, failed);
    }
  }

  /**
   * Pushes an image, made of exactly what the lock has, and writes the list of what is in it.
   *
   * @param registry host and path, the chart's image.registry, as in {@code ghcr.io/acme/stuckpod}
   * @return the name that it has there, with its digest
   */
  public String push(String name, String registry) throws ImageException {
    try {
      Program program = Programs.named(root, name);
      String reference = reference(program, registry);
      Parts parts = collect(program, true);
      Contents.write(parts, tag(program), contents(name));
      JibImage image = image(parts);
      progress.accept("pushing " + reference);
      return reference + "@" + image.push(reference);
    } catch (IOException failed) {
      throw new ImageException("The image " + name + " could not be pushed: " + failed, failed);
    }
  }

  /**
   * Writes an image as an OCI layout in a tar, for all architectures under one index, and the lists
   * of what is in it.
   *
   * @param tar gets the image
   * @param contents where the list for an architecture is to be
   */
  public void oci(
      String name,
      List<Architecture> architectures,
      boolean exactly,
      Path tar,
      Function<Architecture, Path> contents)
      throws ImageException {
    try {
      Program program = Programs.named(root, name);
      var each = new LinkedHashMap<Architecture, Path>();
      for (Architecture architecture : architectures) {
        Parts parts = collect(program, architecture, exactly);
        Contents.write(parts, tag(program), contents.apply(architecture));
        JibImage image = image(parts);
        progress.accept("packing %s for %s".formatted(name, architecture.image()));
        Path one = scratch(parts).resolve("oci.tar");
        image.asOci().write(reference(program, LOCAL), one);
        each.put(architecture, one);
      }
      OciIndex.write(each, reference(program, LOCAL), tar);
    } catch (IOException failed) {
      throw new ImageException("The image " + name + " could not be made: " + failed, failed);
    }
  }

  /**
   * Links and collects what the command line needs on a machine without Java, and writes the list
   * of it.
   *
   * @param architecture of the machine that it is for
   * @param contents gets the list
   */
  public CommandLineParts commandLine(
      Architecture architecture, boolean exactly, String version, Path contents)
      throws ImageException {
    try {
      Parts parts = collect(Programs.COMMAND_LINE, architecture, exactly).forPeople();
      Contents.write(parts, version, contents);
      return new CommandLineParts(parts.machine(), parts.javaHome(), parts.jars());
    } catch (IOException failed) {
      throw new ImageException("The command line could not be collected: " + failed, failed);
    }
  }

  /**
   * What the command line needs.
   *
   * @param machine what runs it here
   * @param javaHome its runtime
   * @param jars in the order of the class path
   */
  public record CommandLineParts(Machine machine, Path javaHome, List<Path> jars) {

    /** Copies what it gets. */
    public CommandLineParts {
      jars = List.copyOf(jars);
    }
  }

  /** Each architecture has a folder of its own. */
  private Path scratch(Parts parts) throws ImageException {
    boolean own = parts.architecture().equals(Architecture.current());
    String name = parts.program().name();
    return work.resolve(own ? name : name + "-" + parts.architecture().image());
  }

  private String reference(Program program, String registry) throws ImageException, IOException {
    return registry + "/" + program.name() + ":" + tag(program);
  }

  private String tag(Program program) throws ImageException, IOException {
    return program.tag().isPresent() ? program.tag().get() : ChartVersion.read(root);
  }

  private Path contents(String name) {
    return work.resolve(name + ".cdx.json");
  }

  private Parts collect(Program program, boolean exactly) throws ImageException, IOException {
    return collect(program, Architecture.current(), exactly);
  }

  private Parts collect(Program program, Architecture architecture, boolean exactly)
      throws ImageException, IOException {
    Files.createDirectories(cache);
    Files.createDirectories(work);
    var archive = DebianArchive.of(cache, progress);
    return Parts.collect(root, program, architecture, exactly, cache, archive, progress);
  }

  private JibImage image(Parts parts) throws ImageException, IOException {
    Program program = parts.program();
    Path scratch = scratch(parts);
    Layout layout = Layout.make(scratch.resolve("app"), program, parts.jars());
    if (parts.classes().isPresent()) {
      progress.accept("archiving the classes of " + program.name());
      new SharedClasses(
              parts.machine().java(parts.javaHome()),
              layout.folder(),
              List.of("@" + Layout.ARGUMENTS))
          .write(parts.classes().get(), layout.folder().resolve(Layout.CLASSES));
    }
    var layers = new ArrayList<List<ImageFile>>();
    layers.add(parts.libraries());
    layers.add(JavaRuntime.files(parts.javaHome()));
    layers.add(Accounts.files(scratch));
    layers.addAll(layout.layers());
    Path empty = Files.createDirectories(scratch.resolve("tmp"));
    return new JibImage(
        parts.architecture(), layers, layout.entrypoint(), empty, work.resolve("jib"));
  }
}
