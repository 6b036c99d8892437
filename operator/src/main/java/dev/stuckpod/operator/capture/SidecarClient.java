package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.v1alpha1.CapturedReason;
import dev.stuckpod.sidecar.protocol.AttemptRequest;
import dev.stuckpod.sidecar.protocol.AttemptResult;
import dev.stuckpod.sidecar.protocol.ProcessReport;
import dev.stuckpod.sidecar.protocol.SidecarStatus;
import dev.stuckpod.sidecar.protocol.Wire;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one sidecar. Nothing is sent twice by itself: whoever calls decides what an error
 * means.
 */
public final class SidecarClient {

  private static final MediaType JSON = MediaType.get("application/json");
  private static final long LONGEST_ANSWER = 1 << 20;

  private final OkHttpClient http;
  private final HttpUrl base;
  private final String pod;

  SidecarClient(OkHttpClient http, HttpUrl base, String pod) {
    this.http = http;
    this.base = base;
    this.pod = pod;
  }

  /** Asks who the sidecar is. */
  public SidecarStatus status() throws SidecarException {
    return get(Wire.STATUS, null, SidecarStatus.class).orElseThrow(this::unexpected);
  }

  /**
   * Asks what the sidecar sees of a container.
   *
   * @param containerID without the runtime's prefix
   */
  public ProcessReport processes(String containerID) throws SidecarException {
    return get(Wire.PROCESSES, containerID, ProcessReport.class).orElseThrow(this::unexpected);
  }

  /** Asks for a dump. An error leaves open whether the request arrived: ask {@link #result}. */
  public AttemptResult attempt(AttemptRequest request) throws SidecarException {
    Request post =
        request(url(Wire.ATTEMPTS).build())
            .post(RequestBody.create(Wire.write(request), JSON))
            .build();
    return send(post, AttemptResult.class).orElseThrow(this::unexpected);
  }

  /** Asks how an attempt ended; empty when the sidecar has never heard of it. */
  public Optional<AttemptResult> result(String attemptId) throws SidecarException {
    return get(Wire.ATTEMPTS + "/" + attemptId, null, AttemptResult.class);
  }

  /** Fetches the dump of an attempt as gzip into a file. */
  public void dump(String attemptId, Path file) throws SidecarException {
    Request request = request(url(Wire.ATTEMPTS + "/" + attemptId + Wire.DUMP).build()).build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() != HttpURLConnection.HTTP_OK) {
        throw unexpected();
      }
      Files.copy(response.body().byteStream(), file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private <T extends Record> Optional<T> get(
      String path, @Nullable String containerID, Class<T> type) throws SidecarException {
    HttpUrl.Builder url = url(path);
    if (containerID != null) {
      url.addQueryParameter("containerID", containerID);
    }
    return send(request(url.build()).build(), type);
  }

  private <T extends Record> Optional<T> send(Request request, Class<T> type)
      throws SidecarException {
    try (Response response = http.newCall(request).execute()) {
      if (response.code() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      if (response.code() != HttpURLConnection.HTTP_OK) {
        throw new SidecarException(
            CapturedReason.SidecarUnreachable,
            false,
            "The sidecar of pod %s answers %d to %s: %s"
                .formatted(
                    pod,
                    response.code(),
                    request.url().encodedPath(),
                    response.peekBody(300).string().strip()));
      }
      return Optional.of(Wire.read(response.peekBody(LONGEST_ANSWER).bytes(), type));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header(Wire.VERSION_HEADER, Wire.VERSIONS.getFirst().toString());
  }

  private HttpUrl.Builder url(String path) {
    return base.newBuilder().encodedPath(path);
  }

  private SidecarException unexpected() {
    return new SidecarException(
        CapturedReason.SidecarUnreachable,
        false,
        "The sidecar of pod "
            + pod
            + " does not know what it was asked: restart the pod to give it a new one");
  }

  private SidecarException unreachable(IOException e) {
    return new SidecarException(
        CapturedReason.SidecarUnreachable,
        true,
        "The sidecar of pod %s at %s:%d does not answer (%s): see 'kubectl logs %s -c stuckpod' and network policies"
            .formatted(pod, base.host(), base.port(), e.getMessage(), pod));
  }
}
