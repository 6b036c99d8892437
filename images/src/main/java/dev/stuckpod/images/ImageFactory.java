package dev.stuckpod.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
   * @param cache for what all checkouts share: Java runtimes, the C library
   * @param progress told one line about every step that takes seconds
   */
  public ImageFactory(Path root, Path cache, Consumer<String> progress) {
    this.root = root;
    this.cache = cache;
    this.work = root.resolve("images/target");
    this.progress = progress;
  }

  /**
   * Makes an image as a tar, unless the last one is still right.
   *
   * @param name operator, sidecar or till
   */
  public Path tar(String name) throws ImageException {
    try {
      Program program = Programs.named(root, name);
      Parts parts = collect(program);
      Path tar = work.resolve(name + ".tar");
      Path mark = work.resolve(name + ".fingerprint");
      String fingerprint = parts.fingerprint();
      if (Files.exists(tar) && Files.exists(mark) && Files.readString(mark).equals(fingerprint)) {
        return tar;
      }
      Files.deleteIfExists(mark);
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
   * Pushes an image.
   *
   * @param registry host and path, the chart's image.registry, as in {@code ghcr.io/acme/stuckpod}
   * @return the name that it has there
   */
  public String push(String name, String registry) throws ImageException {
    try {
      Program program = Programs.named(root, name);
      String reference = reference(program, registry);
      JibImage image = image(collect(program));
      progress.accept("pushing " + reference);
      image.push(reference);
      return reference;
    } catch (IOException failed) {
      throw new ImageException("The image " + name + " could not be pushed: " + failed, failed);
    }
  }

  private String reference(Program program, String registry) throws ImageException, IOException {
    String tag = program.tag().isPresent() ? program.tag().get() : ChartVersion.read(root);
    return registry + "/" + program.name() + ":" + tag;
  }

  private Parts collect(Program program) throws ImageException, IOException {
    Files.createDirectories(cache);
    Files.createDirectories(work);
    Architecture architecture = Architecture.current();
    return new Parts(
        program,
        architecture,
        new CLibrary(cache, architecture, progress).files(),
        new JavaRuntime(cache, progress).link(program),
        Jars.of(root, program));
  }

  private JibImage image(Parts parts) throws ImageException, IOException {
    Program program = parts.program();
    Path scratch = work.resolve(program.name());
    Layout layout = Layout.make(scratch.resolve("app"), program, parts.jars());
    if (program.training().isPresent()) {
      progress.accept("training " + program.name() + " for its AOT cache");
      AotCache.train(parts.javaHome(), layout, program.training().get(), scratch);
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

  /** All that an image is made of; equal parts make equal images. */
  private record Parts(
      Program program,
      Architecture architecture,
      List<ImageFile> libraries,
      Path javaHome,
      List<Path> jars) {

    /** A new version of this factory may make other images of the same parts. */
    private static String ownCode() throws IOException {
      var source = ImageFactory.class.getProtectionDomain().getCodeSource();
      var code = new Fingerprint();
      Path path = Path.of(source.getLocation().getPath());
      if (Files.isRegularFile(path)) {
        code.add(path);
      }
      return code.hex();
    }

    String fingerprint() throws IOException {
      var all = new Fingerprint();
      all.add(program.toString());
      all.add(ownCode());
      all.add(javaHome.getFileName().toString());
      for (ImageFile library : libraries) {
        all.add(library.source());
      }
      for (Path jar : jars) {
        all.add(jar.getFileName().toString());
        all.add(jar);
      }
      return all.hex();
    }
  }
}
