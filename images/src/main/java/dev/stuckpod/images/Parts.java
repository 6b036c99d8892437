package dev.stuckpod.images;

import dev.stuckpod.images.debian.CLibrary;
import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Fingerprint;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.ImageFile;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.images.java.Emulator;
import dev.stuckpod.images.java.Machine;
import dev.stuckpod.images.java.OtherRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * All that an image is made of; equal parts make equal images.
 *
 * @param machine what runs the runtime here
 * @param debian the release of Debian that the packages are of
 * @param packages whose files are in it
 * @param libraries the C library's files
 * @param jdk that the runtime was linked from
 * @param javaHome the runtime
 * @param jars of the program, in the order of its class path
 * @param classes the list of those that are archived
 * @param dependencies what Maven says of the jars
 */
record Parts(
    Program program,
    Machine machine,
    String debian,
    List<Lock.DebianPackage> packages,
    List<ImageFile> libraries,
    Lock.Jdk jdk,
    Path javaHome,
    List<Path> jars,
    Optional<Path> classes,
    Path dependencies) {

  /** Kinds of objects that the Kubernetes client knows, and the command line never asks for. */
  private static final List<String> UNUSED =
      Stream.of("gatewayapi", "flowcontrol", "storageclass", "resource")
          .map(kind -> "kubernetes-model-" + kind + "-")
          .toList();

  private static final String NOTICE = "this image is for a trial. ";

  /**
   * Fetches and links what is not there yet.
   *
   * @param exactly refuses what is not the lock's: another JDK, another version of a package
   */
  static Parts collect(
      Path root,
      Program program,
      Architecture architecture,
      boolean exactly,
      Path cache,
      DebianArchive archive,
      Consumer<String> progress)
      throws ImageException, IOException {
    Architecture own = Architecture.current();
    Lock lock = Lock.read(root);
    OwnJdk jdk = OwnJdk.at(Path.of(System.getProperty("java.home")), cache, own);
    Optional<String> difference = jdk.difference(lock.jdk(own));
    if (difference.isPresent()) {
      if (exactly) {
        throw new ImageException(difference.get());
      }
      progress.accept(NOTICE + difference.get());
    }
    var packages = new ArrayList<Lock.DebianPackage>();
    for (String name : CLibrary.PACKAGES) {
      Lock.DebianPackage wanted = lock.debianPackage(name, architecture);
      packages.add(exactly ? wanted : archive.forTrial(wanted));
    }
    List<ImageFile> libraries = CLibrary.files(packages, archive, architecture);
    Lock.DebianPackage wanted = lock.debianPackage(TrustStore.PACKAGE, architecture);
    Lock.DebianPackage certificates = exactly ? wanted : archive.forTrial(wanted);
    packages.add(certificates);
    Machine machine = Emulator.of(architecture, lock, archive, libraries, cache);
    Path trusted = archive.unpacked(certificates);
    var runtimes = new JavaRuntime(cache, progress);
    Path javaHome = runtimes.link(program, jdk, new Machine(own, List.of()), trusted);
    Lock.Jdk of = jdk.is();
    if (!architecture.equals(own)) {
      Lock.Jre jre = lock.jre(architecture);
      OtherRuntime other = OtherRuntime.of(jre, cache, progress);
      javaHome = runtimes.link(program, other, javaHome, machine, trusted);
      Lock.Jdk is = OwnJdk.at(other.home(), cache, architecture).is();
      of = new Lock.Jdk(jre.architecture(), jre.version(), is.modules(), is.timeZones());
    }
    return new Parts(
        program,
        machine,
        lock.release(),
        List.copyOf(packages),
        libraries,
        of,
        javaHome,
        Jars.of(root, program),
        program.classes().map(root::resolve),
        root.resolve(program.folder()).resolve("target/dependencies.json"));
  }

  /**
   * The same for a machine that has a C library of its own, and no checkout to make images of.
   *
   * @throws ImageException if it has not been built
   */
  Parts forPeople() throws ImageException, IOException {
    List<Lock.DebianPackage> certificates =
        packages.stream().filter(one -> one.name().equals(TrustStore.PACKAGE)).toList();
    Set<String> makers = MavenTree.read(dependencies).below("stuckpod-images");
    List<Path> used =
        jars.stream()
            .filter(jar -> !makers.contains(jar.getFileName().toString()))
            .filter(jar -> UNUSED.stream().noneMatch(jar.getFileName().toString()::startsWith))
            .toList();
    return new Parts(
        program,
        machine,
        debian,
        certificates,
        List.of(),
        jdk,
        javaHome,
        used,
        classes,
        dependencies);
  }

  /** As image registries call it. */
  Architecture architecture() {
    return machine.architecture();
  }

  /** A digest of everything. */
  String fingerprint() throws IOException {
    var all = new Fingerprint();
    all.add(program.toString());
    all.add(ownCode());
    all.add(debian);
    all.add(packages.toString());
    all.add(jdk.toString());
    all.add(javaHome.getFileName().toString());
    if (classes.isPresent()) {
      all.add(classes.get());
    }
    for (ImageFile library : libraries) {
      all.add(library.source());
    }
    for (Path jar : jars) {
      all.add(jar.getFileName().toString());
      all.add(jar);
    }
    return all.hex();
  }

  /** A new version of this factory may make other images of the same parts. */
  private static String ownCode() throws IOException {
    var source = Parts.class.getProtectionDomain().getCodeSource();
    var code = new Fingerprint();
    Path path = Path.of(source.getLocation().getPath());
    if (Files.isRegularFile(path)) {
      code.add(path);
    }
    return code.hex();
  }
}
