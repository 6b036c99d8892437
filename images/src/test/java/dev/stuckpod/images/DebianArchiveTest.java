package dev.stuckpod.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.images.debian.DebianArchive;
import dev.stuckpod.images.debian.PackageSource;
import dev.stuckpod.images.debian.Snapshots;
import dev.stuckpod.images.ground.Command;
import dev.stuckpod.images.ground.ImageException;
import dev.stuckpod.images.ground.Lock;
import dev.stuckpod.protocol.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages come from a server on this machine that stands for the archive of all versions. */
class DebianArchiveTest {

  private static final String PLACE =
      "debian/20261127T021446Z/pool/main/g/glibc/libc6_2.36_all.deb";

  private static final PackageSource NOWHERE =
      (_, _) -> {
        throw new ImageException("apt-get: no such version");
      };

  @TempDir private Path cache = Path.of("");
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile String content = "the library";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/archive/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.add(path);
          byte[] body = content.getBytes(StandardCharsets.UTF_8);
          // as the real one does, where the time is between two that it has
          boolean moved = !path.contains("T000000Z");
          exchange.getResponseHeaders().set("Location", path.replaceFirst("T\\d{6}Z", "T000000Z"));
          exchange.sendResponseHeaders(moved ? 302 : 200, moved ? -1 : body.length);
          if (!moved) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesAPackageWhoseDigestIsTheLocks() throws Exception {
    Path file = archive(snapshots()).file(wanted("the library"));

    assertThat(file).hasContent("the library").hasFileName("libc6_2.36_all.deb");
    assertThat(said).containsExactly("fetching the Debian package libc6 2.36 (all)");
    assertThat(asked).hasSize(2).first().isEqualTo("/archive/" + PLACE);
  }

  @Test
  void fetchesItOnce() throws Exception {
    archive(snapshots()).file(wanted("the library"));
    content = "something else";

    assertThat(archive(snapshots()).file(wanted("the library"))).hasContent("the library");
    assertThat(asked).hasSize(2);
  }

  @Test
  void refusesAPackageOfAnotherDigest() throws Exception {
    content = "the library of somebody else";
    Lock.DebianPackage wanted = wanted("the library");

    assertThatThrownBy(() -> archive(snapshots()).file(wanted))
        .isInstanceOf(ImageException.class)
        .hasMessageStartingWith(
            "The Debian package libc6 2.36 (all) of images/images.lock cannot be had (what came has"
                + " the digest ")
        .hasMessageEndingWith("or take a newer version into the lock with images/update");
    assertThat(cache.resolve("debian/libc6_2.36_all.deb")).doesNotExist();
  }

  @Test
  void doesNotUseAKeptFileThatHasBecomeAnother() throws Exception {
    Path kept = archive(snapshots()).file(wanted("the library"));
    Files.writeString(kept, "changed since");

    assertThat(archive(snapshots()).file(wanted("the library"))).hasContent("the library");
  }

  @Test
  void goesOnWhereOnePlaceDoesNotHaveIt() throws Exception {
    PackageSource wrong = (_, into) -> Files.writeString(into.resolve("x.deb"), "rebuilt");

    assertThat(archive(NOWHERE, wrong, snapshots()).file(wanted("the library")))
        .hasContent("the library");
  }

  @Test
  void saysWhatToDoWhereNoPlaceHasIt() throws Exception {
    Lock.DebianPackage wanted = wanted("the library");
    int closed = server.getAddress().getPort();
    server.stop(0);

    assertThatThrownBy(() -> archive(NOWHERE, at(closed)).file(wanted))
        .hasMessageContaining("(apt-get: no such version; 127.0.0.1: java.net.ConnectException")
        .hasMessageContaining("put it at " + cache.resolve("debian/libc6_2.36_all.deb"));
  }

  @Test
  void takesAnotherVersionForATrialAndSaysSo() throws Exception {
    PackageSource newest = (_, into) -> built(into);
    var archive = new DebianArchive(cache, List.of(NOWHERE), newest, said::add);

    Lock.DebianPackage had = archive.forTrial(wanted("the library"));

    assertThat(had).hasToString("libc6 1:2.37 (all)");
    assertThat(archive.unpacked(had).resolve("lib/libc.so.6")).hasContent("newer");
    assertThat(said)
        .last()
        .asString()
        .startsWith(
            "this image is for a trial. It has libc6 1:2.37 (all) instead. The Debian package libc6"
                + " 2.36 (all) of images/images.lock cannot be had");
  }

  @Test
  void takesTheLocksForATrialWhereItCanBeHad() throws Exception {
    Lock.DebianPackage wanted = wanted("the library");

    assertThat(archive(snapshots()).forTrial(wanted)).isEqualTo(wanted);
  }

  @Test
  void saysWhatToDoWhereATrialHasNothingEither() throws Exception {
    Lock.DebianPackage wanted = wanted("the library");

    assertThatThrownBy(() -> archive(NOWHERE).forTrial(wanted))
        .hasMessageContaining("put it at " + cache.resolve("debian/libc6_2.36_all.deb"));
  }

  private static Path built(Path into) throws ImageException, IOException {
    Path root = into.resolve("tree");
    Files.writeString(
        Files.createDirectories(root.resolve("DEBIAN")).resolve("control"),
        """
        Package: libc6
        Version: 1:2.37
        Architecture: all
        Maintainer: nobody <nobody@example.com>
        Description: another version
        """);
    Files.writeString(Files.createDirectories(root.resolve("lib")).resolve("libc.so.6"), "newer");
    Path file = into.resolve("libc6_1%3a2.37_all.deb");
    assertThat(Command.run(into, List.of("dpkg-deb", "-b", root.toString(), file.toString())))
        .matches(Command.Outcome::succeeded);
    return file;
  }

  private DebianArchive archive(PackageSource... sources) {
    return new DebianArchive(cache, List.of(sources), NOWHERE, said::add);
  }

  private PackageSource snapshots() {
    return at(server.getAddress().getPort());
  }

  private static PackageSource at(int port) {
    return new Snapshots(URI.create("http://127.0.0.1:" + port + "/archive/"));
  }

  private Lock.DebianPackage wanted(String text) throws IOException {
    String digest = Sha256.of(Files.writeString(cache.resolve("wanted"), text));
    return new Lock.DebianPackage("libc6", "all", "2.36", digest, PLACE);
  }
}
