package dev.stuckpod.sidecar;

import dev.stuckpod.goroutines.LiveProcess;
import dev.stuckpod.proc.Barrier;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.Kept;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Self;
import dev.stuckpod.sidecar.server.Entrance;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.tls.Credential;
import dev.stuckpod.sidecar.tls.MutualTls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Lets the sidecar answer itself, so that the classes that it needs are known. */
final class Training {

  private static final String CONTAINER = "0123456789abcdef";
  private static final Proc PROC = new Proc(Path.of("/proc"));
  private static final int ROUNDS = 10;
  private static final String LOOPBACK = "127.0.0.1";
  private static final String JAR = ".jar";
  private static final String CLASS = ".class";

  private Training() {}

  /**
   * Runs to its end.
   *
   * @param stuck pids of processes that look stuck
   */
  static void run(List<Integer> stuck)
      throws IOException, GeneralSecurityException, InterruptedException {
    loadReader();
    Credential server = Credential.selfSigned("server", LOOPBACK, Instant.now());
    Credential client = Credential.selfSigned("client", LOOPBACK, Instant.now());
    Path spool = Files.createTempDirectory("spool");
    readAFile(spool);
    try (Entrance entrance = open(Opening.of(ground(server, client, spool)))) {
      SSLContext tls = MutualTls.context(client, List.of(server.certificate()));
      String base = "https://" + LOOPBACK + ":" + entrance.port();
      for (int round = 0; round < ROUNDS; round++) {
        ask(tls, base + Wire.STATUS, null);
        ask(tls, base + Wire.PROCESSES + "?containerID=" + CONTAINER, null);
        for (CaptureMethod method : List.of(CaptureMethod.ProcMem, CaptureMethod.SigQuit)) {
          AttemptRequest ofNoProcess =
              new AttemptRequest(
                  "training-" + method + round,
                  method,
                  CONTAINER,
                  1,
                  1,
                  Instant.now().plus(AttemptRequest.LIFETIME).toString(),
                  false);
          ask(tls, base + Wire.ATTEMPTS, Wire.write(ofNoProcess));
        }
        var atNoProcess = new GlanceRequest(CONTAINER, 1, 1);
        ask(tls, base + Wire.GLANCES, Wire.write(atNoProcess));
      }
      for (int pid : stuck) {
        lookAt(pid, server, client, spool);
      }
    } finally {
      delete(spool);
    }
  }

  private static Opening.Ground ground(Credential server, Credential client, Path spool)
      throws IOException {
    return new Opening.Ground(
        server,
        List.of(client.certificate()),
        new Spool(spool, Settings.SPOOL_LIMIT),
        Self.read(PROC),
        new Signals(PROC),
        Clock.systemUTC(),
        _ -> {});
  }

  /** Opens a port, as where an app has come. */
  private static Entrance open(Opening opening) throws IOException, InterruptedException {
    var entrance = new Entrance(0, opening.opener(), _ -> {});
    var containers = new Containers(PROC, Self.read(PROC).pid());
    new Arrival(containers, () -> true, () -> 0, entrance, _ -> {}, _ -> {}).open(false);
    return entrance;
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** As before an app's end: knocked at, asked by the operator, and the dump is fetched. */
  private static void lookAt(int pid, Credential server, Credential client, Path folder)
      throws IOException, GeneralSecurityException, InterruptedException {
    Opening.Ground ground = ground(server, client, folder);
    Opening opening =
        Opening.of(ground, one -> one == pid ? Optional.of(CONTAINER) : Optional.empty());
    try (Entrance entrance = open(opening)) {
      Thread kubelet = Thread.ofPlatform().start(() -> knock(entrance.port()));
      SSLContext tls = MutualTls.context(client, List.of(server.certificate()));
      String base = "https://" + LOOPBACK + ":" + entrance.port();
      var request = new KeptRequest(true, KeptRequest.LONGEST_WAIT);
      Kept kept = Wire.read(ask(tls, base + Wire.KEPT, Wire.write(request)), Kept.class);
      for (KeptDump dump : Objects.requireNonNull(kept).dumps()) {
        String attempt = base + Wire.ATTEMPTS + "/" + dump.attemptId();
        ask(tls, attempt, null);
        ask(tls, attempt + Wire.DUMP, null);
        ground.spool().remove(dump.attemptId());
      }
      kubelet.join();
    }
  }

  /** As one of an app is read. */
  private static void readAFile(Path folder) throws IOException {
    String name = "training";
    try (Held held = Held.of(folder)) {
      held.create(name);
      try (Held file = held.at(name)) {
        file.begin(1);
      }
      held.remove(name);
    }
  }

  /** There need be no Go process here to be read: its reader's classes are loaded all the same. */
  private static void loadReader() throws IOException {
    loadAllBeside(LiveProcess.class);
    loadAllBeside(Barrier.class);
  }

  private static void loadAllBeside(Class<?> one) throws IOException {
    String jar = one.getProtectionDomain().getCodeSource().getLocation().getPath();
    if (!jar.endsWith(JAR)) {
      return; // not an image: classes in a folder
    }
    try (JarFile classes = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(classes.entries())) {
        String name = entry.getName();
        if (name.endsWith(CLASS) && !name.endsWith("-info" + CLASS)) {
          Class.forName(name.substring(0, name.length() - CLASS.length()).replace('/', '.'));
        }
      }
    } catch (ClassNotFoundException e) {
      throw new IOException("a class of the reader cannot be loaded", e);
    }
  }

  private static void knock(int port) {
    try (var in = URI.create("http://" + LOOPBACK + ":" + port + Wire.KNOCK).toURL().openStream()) {
      in.readAllBytes();
    } catch (IOException silent) {
      throw new UncheckedIOException(silent);
    }
  }

  private static byte[] ask(
      SSLContext tls, String url, byte @org.jspecify.annotations.Nullable [] body)
      throws IOException {
    var connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    if (body != null) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    try (var in = connection.getInputStream()) {
      return in.readAllBytes();
    }
  }
}
