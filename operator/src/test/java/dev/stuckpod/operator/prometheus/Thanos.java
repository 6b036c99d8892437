package dev.stuckpod.operator.prometheus;

import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Thanos that asks a Prometheus through its sidecar. */
final class Thanos implements PastServer {

  private final Path folder = Files.createTempDirectory("thanos");
  private final Prometheus prometheus;
  private final Program sidecar;
  private final Program query;
  private final int port = FreePort.find();

  Thanos(Past past) throws IOException, InterruptedException {
    prometheus = Prometheus.knowing("global: {external_labels: {replica: a}}", past);
    int grpc = FreePort.find();
    int http = FreePort.find();
    sidecar =
        Program.start(
            folder.resolve("sidecar.log"),
            "thanos",
            "sidecar",
            "--prometheus.url=" + prometheus.url(),
            "--grpc-address=127.0.0.1:" + grpc,
            "--http-address=127.0.0.1:" + http);
    sidecar.await("http://127.0.0.1:" + http + "/-/ready");
    query =
        Program.start(
            folder.resolve("query.log"),
            "thanos",
            "query",
            "--endpoint-strict=127.0.0.1:" + grpc,
            "--query.replica-label=replica",
            "--grpc-address=127.0.0.1:" + FreePort.find(),
            "--http-address=127.0.0.1:" + port);
    // ready says nothing of its stores
    query.await(url() + "/api/v1/query?query=up&partial_response=false");
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    query.end();
    sidecar.end();
    prometheus.close();
    Folders.remove(folder);
  }
}
