package dev.stuckpod.operator.prometheus;

import dev.stuckpod.crds.apiserver.Repository;
import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** One prom-label-proxy on a free loopback port: shows each caller one namespace of a source. */
public final class LabelProxy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Path log;
  private final Process process;
  private final int port;

  /**
   * Starts one.
   *
   * @param upstream base URL of the source
   * @param flags beside the addresses and the label
   */
  public LabelProxy(String upstream, List<String> flags) throws IOException, InterruptedException {
    port = FreePort.find();
    var command = new ArrayList<String>();
    command.add(Repository.tools("prom-label-proxy").getFirst().toString());
    command.add("-insecure-listen-address=127.0.0.1:" + port);
    command.add("-upstream=" + upstream);
    command.add("-label=namespace");
    command.addAll(flags);
    log = Files.createTempFile("label-proxy", ".log");
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Awaitility.await("prom-label-proxy").atMost(PATIENCE).until(this::listens);
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(log);
  }

  private boolean listens() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("prom-label-proxy has ended: " + Files.readString(log));
    }
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
