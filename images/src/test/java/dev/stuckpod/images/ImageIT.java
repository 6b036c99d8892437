package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.ground.Architecture;
import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Dependency;
import org.cyclonedx.model.Hash;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of small programs, made of the real packages and the real JDK, and taken apart again. */
class ImageIT {

  @TempDir private static Path folder = Path.of("");

  private static Path root = Path.of("");
  private static Path cache = Path.of("");
  private static Lock lock = new Lock("", List.of(), List.of(), List.of());
  private static Map<String, byte[]> operator = Map.of();

  @BeforeAll
  static void makeTheOperators() throws Exception {
    root = SmallCheckout.make(folder.resolve("checkout"));
    cache = folder.resolve("cache");
    lock = Lock.read(root);
    operator = ImageTar.files(make(root, cache, "operator"));
  }

  @Test
  void theCLibraryAndZlibAreTheLocks() throws Exception {
    Path unpacked = unpacked("libc6", "zlib1g");
    Map<String, byte[]> libraries = new TreeMap<>(operator);
    libraries.keySet().removeIf(path -> !path.matches("/(lib.*/.*\\.so\\..*|usr/share/doc/.*)"));

    assertThat(libraries).containsKeys("/usr/share/doc/libc6/copyright");
    assertThat(libraries.keySet()).filteredOn(path -> path.endsWith("/libc.so.6")).hasSize(1);
    assertThat(libraries.keySet()).filteredOn(path -> path.endsWith("/libz.so.1")).hasSize(1);
    libraries.forEach(
        (path, content) -> assertThat(content).as(path).isEqualTo(inPackages(unpacked, path)));
  }

  @Test
  void nobodyIsTrustedButTheAuthoritiesOfTheLock() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(operator.get("/opt/java/lib/security/cacerts")), null);
    var trusted = new HashSet<Certificate>();
    for (String alias : Collections.list(store.aliases())) {
      trusted.add(store.getCertificate(alias));
    }

    assertThat(trusted).hasSizeGreaterThan(100).isEqualTo(mozillas());
  }

  @Test
  void theRestOfTheRuntimeIsTheJdks() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));

    for (String file : List.of("lib/tzdb.dat", "lib/server/libjvm.so", "lib/libjava.so")) {
      assertThat(operator.get("/opt/java/" + file))
          .as(file)
          .isEqualTo(Files.readAllBytes(jdk.resolve(file)));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.stuckpod.images.SmallCheckout#programs")
  void equalPartsMakeEqualBytes(String name) throws Exception {
    Map<String, byte[]> first = ImageTar.files(make(root, cache, name));
    Path elsewhere = SmallCheckout.make(folder.resolve("again-" + name));
    Map<String, byte[]> second =
        ImageTar.files(make(elsewhere, folder.resolve("cache-" + name), name));

    assertThat(first).containsKey("/app/app.jsa");
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((path, content) -> assertThat(second.get(path)).as(path).isEqualTo(content));
    assertThat(contents(elsewhere, name)).hasSameTextualContentAs(contents(root, name));
  }

  @Test
  void whatIsInItIsListedBesideIt() throws Exception {
    Path file = contents(root, "operator");
    assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
    Bom bom = new JsonParser().parse(file.toFile());

    assertThat(bom.getMetadata().getComponent().getName()).isEqualTo("stuckpod/operator");
    assertThat(bom.getMetadata().getComponent().getVersion()).isEqualTo("1.2.3");
    for (String name : List.of("libc6", "zlib1g", "ca-certificates")) {
      Lock.DebianPackage locked = lock.debianPackage(name, Architecture.current());
      Component component = component(bom, name);
      assertThat(component.getVersion()).isEqualTo(locked.version());
      assertThat(component.getPurl())
          .startsWith("pkg:deb/debian/" + name + "@")
          .contains("debian-12");
      assertThat(component.getHashes()).extracting(Hash::getValue).containsExactly(locked.sha256());
    }
    assertThat(component(bom, "gears").getPurl())
        .isEqualTo("pkg:maven/org.example/gears@2?type=jar");
    assertThat(component(bom, "gears").getHashes())
        .extracting(Hash::getValue)
        .containsExactly(Sha256.of(root.resolve("operator/target/gears-2.jar")));
    assertThat(component(bom, "openjdk").getCpe()).startsWith("cpe:2.3:a:oracle:openjdk:25.");
    assertThat(bom.getDependencies())
        .extracting(Dependency::getRef)
        .contains(
            "image:operator", "pkg:maven/dev.stuckpod/stuckpod-operator@0.1.0-SNAPSHOT?type=jar");
  }

  @Test
  void aJarThatNobodyListsMakesNoImage() throws Exception {
    Path other = SmallCheckout.make(folder.resolve("other"));
    Path unknown = Files.write(other.resolve("operator/target/unknown-1.jar"), new byte[] {1});
    Files.writeString(other.resolve("operator/target/classpath"), unknown.toString());

    assertThatThrownBy(() -> make(other, cache, "operator"))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("unknown-1.jar is not in ")
        .hasMessageEndingWith("build it anew with mvn package -DskipTests");
    assertThat(other.resolve("images/target/operator.tar")).doesNotExist();
  }

  @Test
  void anotherJdkIsRefusedWhereTheImageIsForOthers() throws Exception {
    Path other = SmallCheckout.make(folder.resolve("other-jdk"));
    Path file = other.resolve("images/images.lock");
    Files.writeString(
        file, Files.readString(file).replaceAll("(?m)^jdk (\\S+) \\S+", "jdk $1 Temurin-25.9.9+9"));
    var factory = new ImageFactory(other, cache, _ -> {});

    assertThatThrownBy(() -> factory.tar("operator", true)).hasMessageContaining("set JAVA_HOME");
    assertThatThrownBy(() -> factory.push("operator", "localhost:1/none"))
        .hasMessageContaining("set JAVA_HOME");
  }

  private static Path make(Path root, Path cache, String name) throws ImageException {
    return new ImageFactory(root, cache, _ -> {}).tar(name, false);
  }

  private static Path contents(Path root, String name) {
    return root.resolve("images/target/" + name + ".cdx.json");
  }

  private static Component component(Bom bom, String name) {
    return bom.getComponents().stream()
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The files of the packages, whose digests are looked at here once more. */
  private static Path unpacked(String... names) throws Exception {
    Path all = Files.createTempDirectory(folder, "packages");
    for (String name : names) {
      Lock.DebianPackage locked = lock.debianPackage(name, Architecture.current());
      Path file = DebianArchive.of(cache, _ -> {}).file(locked);
      assertThat(Command.run(all, List.of("sha256sum", file.toString())).output())
          .startsWith(locked.sha256() + " ");
      var extract = List.of("dpkg-deb", "-x", file.toString(), all.toString());
      assertThat(Command.run(all, extract).succeeded()).isTrue();
    }
    return all;
  }

  private static byte[] inPackages(Path unpacked, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    try (Stream<Path> files = Files.walk(unpacked)) {
      Path file =
          files
              .filter(one -> one.toString().endsWith(path) || isLibrary(one, name))
              .findFirst()
              .orElseThrow();
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static boolean isLibrary(Path file, String name) {
    return name.contains(".so.") && file.getFileName().toString().equals(name);
  }

  private static Set<Certificate> mozillas() throws Exception {
    var all = new HashSet<Certificate>();
    Path certificates = unpacked(TrustStore.PACKAGE).resolve("usr/share/ca-certificates/mozilla");
    try (Stream<Path> files = Files.list(certificates)) {
      for (Path file : files.toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          all.add(CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
      }
    }
    return all;
  }
}
