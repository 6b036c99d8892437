package dev.stuckpod.operator.prometheus;

import dev.stuckpod.door.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** One VictoriaMetrics, into which a past is imported. */
final class VictoriaMetrics implements PastServer {

  private final Path folder = Files.createTempDirectory("victoria");
  private final Program program;
  private final int port = FreePort.find();

  VictoriaMetrics(Past past) throws IOException, InterruptedException {
    program =
        Program.start(
            folder.resolve("log"),
            "victoria-metrics",
            "-storageDataPath=" + folder.resolve("data"),
            "-retentionPeriod=100y",
            "-httpListenAddr=127.0.0.1:" + port);
    program.await(url() + "/health");
    post("/api/v1/import/prometheus", past.inMilliseconds());
    post("/internal/force_flush", "");
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() throws IOException {
    program.end();
    Folders.remove(folder);
  }

  private void post(String path, String body) throws IOException {
    var request =
        new Request.Builder()
            .url(url() + path)
            .post(RequestBody.create(body, MediaType.get("text/plain")))
            .build();
    try (Response response = new OkHttpClient().newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException(path + ": " + response.code() + " " + response.body().string());
      }
    }
  }
}
