package dev.stuckpod.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stuckpod.crds.apiserver.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./mvnw} on a machine that has a shell and a JDK, and neither curl nor unzip. */
class MvnwTest {

  private static final String NAME = "/maven/apache-maven-1.2.3-bin.zip";

  /** What a shell script cannot do without. */
  private static final List<String> COREUTILS = List.of("sh", "sed", "dirname", "basename", "echo");

  private record Ran(int exit, String out, String err) {}

  private final AtomicInteger fetched = new AtomicInteger();
  private final HttpServer server;

  @TempDir Path folder;

  MvnwTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void lay() throws IOException {
    byte[] zip = zip();
    server.createContext(
        NAME,
        exchange -> {
          fetched.incrementAndGet();
          exchange.sendResponseHeaders(200, zip.length);
          exchange.getResponseBody().write(zip);
          exchange.close();
        });
    server.start();
    for (String file : List.of("mvnw", ".mvn/FetchMaven.java")) {
      Path copy = folder.resolve("checkout").resolve(file);
      Files.createDirectories(copy.getParent());
      Files.copy(Repository.root().resolve(file), copy);
    }
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String program : COREUTILS) {
      Files.copy(onPath(program), bin.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesMavenOnceAndHandsItsArgumentsOn() throws Exception {
    wants(NAME, sha256(zip()));

    Ran first = run(Path.of(System.getProperty("java.home")));
    Ran second = run(Path.of(System.getProperty("java.home")));

    assertThat(first).isEqualTo(new Ran(0, "maven got verify -Dit.test=A B\n", first.err()));
    assertThat(second).isEqualTo(new Ran(0, "maven got verify -Dit.test=A B\n", ""));
    assertThat(fetched).hasValue(1);
  }

  @Test
  void runsNothingOfAnotherDigest() throws Exception {
    wants(NAME, "0".repeat(64));

    Ran ran = run(Path.of(System.getProperty("java.home")));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("its SHA-256 is " + sha256(zip()) + ", and ");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void saysWhatTheServerAnswers() throws Exception {
    wants("/gone/apache-maven-1.2.3-bin.zip", sha256(zip()));

    Ran ran = run(Path.of(System.getProperty("java.home")));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).endsWith("/gone/apache-maven-1.2.3-bin.zip: it answers 404\n");
  }

  @Test
  void saysThatAJdkIsMissing() throws Exception {
    wants(NAME, sha256(zip()));

    Ran ran = run(folder.resolve("no-jdk"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("mvnw: needs a JDK 25: install ");
  }

  private void wants(String path, String sum) throws IOException {
    String address = "http://localhost:" + server.getAddress().getPort() + path;
    Path properties = folder.resolve("checkout/.mvn/wrapper/maven-wrapper.properties");
    Files.createDirectories(properties.getParent());
    Files.writeString(
        properties, "distributionUrl=" + address + "\ndistributionSha256Sum=" + sum + "\n");
  }

  private Ran run(Path jdk) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(folder.resolve("checkout/mvnw").toString(), "verify", "-Dit.test=A B");
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("bin").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("JAVA_HOME", jdk.toString());
    Path err = folder.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), out, Files.readString(err));
  }

  private List<Path> unpacked() throws IOException {
    Path home = folder.resolve(".m2");
    if (!Files.exists(home)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /** A Maven that says what it is given. */
  private static byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (String folder : List.of("apache-maven-1.2.3/", "apache-maven-1.2.3/bin/")) {
        zip.putNextEntry(entry(folder));
      }
      zip.putNextEntry(entry("apache-maven-1.2.3/bin/mvn"));
      zip.write("#!/bin/sh\necho \"maven got $*\"\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** The same bytes each time. */
  private static ZipEntry entry(String name) {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    return entry;
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static Path onPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
