package dev.stuckpod.operator.capture;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.operator.network.Barriers;
import dev.stuckpod.operator.network.Silence;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.Kept;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.KeptRequest;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.text.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private static final int LONGEST_ANSWER = 1 << 20;

  private static final Duration KNOWS = Duration.ofSeconds(10); // it need not look
  private static final Duration ENDS = Duration.ofSeconds(6); // it looks for three at most

  /** It looks at each process, at the longest for 40 seconds in all. */
  private static final Duration LOOKS = Duration.ofSeconds(45);

  /** An attach or a profile may take its time; a signal does not. */
  private static final Duration TAKES = Duration.ofSeconds(60);

  /** It looks at one process, for ten seconds at the longest. */
  private static final Duration GLANCES = Duration.ofSeconds(15);

  /** The largest dump that a sidecar keeps, through a busy network. */
  private static final Duration DOWNLOAD = Duration.ofMinutes(4);

  private static final Duration DOWNLOAD_STANDSTILL = Duration.ofSeconds(20);

  private final OkHttpClient http;
  private final HttpUrl base;
  private final String pod;
  private final Supplier<Optional<Barriers.Known>> barrier;

  /**
   * Speaks to the sidecar of a pod.
   *
   * @param barrier asked where nothing comes back
   */
  SidecarClient(
      OkHttpClient http, HttpUrl base, String pod, Supplier<Optional<Barriers.Known>> barrier) {
    this.http = http;
    this.base = base;
    this.pod = pod;
    this.barrier = barrier;
  }

  /** Asks who the sidecar is. */
  public SidecarStatus status() throws SidecarException {
    return get(Wire.STATUS, null, KNOWS, SidecarStatus.class).orElseThrow(this::unexpected);
  }

  /**
   * Asks what the sidecar sees of a container.
   *
   * @param containerID without the runtime's prefix
   */
  public ProcessReport processes(String containerID) throws SidecarException {
    return processes(containerID, LOOKS);
  }

  /**
   * The same, of whoever cannot wait for processes that keep it from looking.
   *
   * @param within how long the answer may take
   */
  public ProcessReport processes(String containerID, Duration within) throws SidecarException {
    return get(Wire.PROCESSES, containerID, within, ProcessReport.class)
        .orElseThrow(this::unexpected);
  }

  /**
   * Asks for a dump. An error leaves open whether the request arrived: ask {@link #result}. Empty
   * when the sidecar began to run after the request was made, and so does nothing.
   */
  public Optional<AttemptResult> attempt(AttemptRequest request) throws SidecarException {
    return send(post(Wire.ATTEMPTS, request), TAKES, LONGEST_ANSWER, AttemptResult.class);
  }

  /** Asks how an attempt ended; empty when the sidecar has never heard of it. */
  public Optional<AttemptResult> result(String attemptId) throws SidecarException {
    return get(Wire.ATTEMPTS + "/" + attemptId, null, KNOWS, AttemptResult.class);
  }

  /**
   * Has the sidecar glance at a process: nothing is sent to that and nothing is done to it. A
   * sidecar from before glances refuses. What it says is in itself consistent and fit to be shown,
   * true need it not be.
   */
  public Glance glance(GlanceRequest request) throws SidecarException {
    Glance told =
        send(post(Wire.GLANCES, request), GLANCES, Glance.LONGEST, Glance.class)
            .orElseGet(() -> Glance.refused(request, Reason.Failed, tooOld()));
    Optional<String> fault = told.fault(request);
    if (fault.isPresent()) {
      throw new SidecarException(
          CapturedReason.SidecarUnreachable,
          false,
          "The glance of the sidecar of pod %s makes no sense, as %s: restart the pod to give it a new one"
              .formatted(pod, fault.get()));
    }
    return told.with(text -> OneLine.of(text).text());
  }

  /** Asks for what it has found before an app's end: nothing of one that does not look then. */
  public List<KeptDump> kept(KeptRequest request) throws SidecarException {
    return send(post(Wire.KEPT, request), ENDS, LONGEST_ANSWER, Kept.class)
        .map(kept -> kept.fit(text -> OneLine.of(text).text()))
        .orElse(List.of());
  }

  private String tooOld() {
    return "The sidecar of pod %s is too old to glance: restart the pod to give it a new one"
        .formatted(pod);
  }

  /** Takes in what a sidecar sends. */
  public interface Body<T> {
    /** Reads it, as far as it likes. */
    T read(InputStream body) throws IOException;
  }

  /**
   * Fetches the dump of an attempt, gzip; empty when the sidecar has none.
   *
   * @throws SidecarException when the connection broke: the dump is still there
   * @throws IOException when the one who takes it in could not
   */
  public <T> Optional<T> dump(String attemptId, Body<T> reader)
      throws SidecarException, IOException {
    return dump(attemptId, DOWNLOAD, reader);
  }

  /**
   * The same, of whoever cannot wait.
   *
   * @param within how long the whole may take
   */
  public <T> Optional<T> dump(String attemptId, Duration within, Body<T> reader)
      throws SidecarException, IOException {
    Request request = request(url(Wire.ATTEMPTS + "/" + attemptId + Wire.DUMP).build()).build();
    OkHttpClient patient =
        http.newBuilder().callTimeout(within).readTimeout(DOWNLOAD_STANDSTILL).build();
    Response opened;
    try {
      opened = patient.newCall(request).execute();
    } catch (IOException e) {
      throw unreachable(e);
    }
    try (Response response = opened) {
      if (response.code() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      if (response.code() != HttpURLConnection.HTTP_OK) {
        throw refused(request, response);
      }
      return Optional.of(reader.read(new BreakingStream(response.body().byteStream())));
    } catch (BreakingStream.BrokenOffException e) {
      throw unreachable(e);
    }
  }

  private <T extends Record> Optional<T> get(
      String path, @Nullable String containerID, Duration within, Class<T> type)
      throws SidecarException {
    HttpUrl.Builder url = url(path);
    if (containerID != null) {
      url.addQueryParameter("containerID", containerID);
    }
    return send(request(url.build()).build(), within, LONGEST_ANSWER, type);
  }

  private <T extends Record> Optional<T> send(
      Request request, Duration within, int longest, Class<T> type) throws SidecarException {
    OkHttpClient timed = http.newBuilder().callTimeout(within).readTimeout(within).build();
    try (Response response = timed.newCall(request).execute()) {
      if (response.code() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Optional.empty();
      }
      if (response.code() != HttpURLConnection.HTTP_OK) {
        throw refused(request, response);
      }
      byte[] told = response.peekBody(longest + 1L).bytes();
      if (told.length > longest) {
        throw new IOException("its answer is longer than %d KiB".formatted(longest >> 10));
      }
      @Nullable T answer = Wire.read(told, type);
      if (answer == null) {
        throw new IOException("it says nothing");
      }
      return Optional.of(answer);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** A server's error may pass, a client's does not. */
  private SidecarException refused(Request request, Response response) throws IOException {
    return new SidecarException(
        CapturedReason.SidecarUnreachable,
        response.code() >= HttpURLConnection.HTTP_INTERNAL_ERROR,
        "The sidecar of pod %s answers %d to %s: %s"
            .formatted(
                pod,
                response.code(),
                request.url().encodedPath(),
                response.peekBody(300).string().strip()));
  }

  private static Request.Builder request(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header(Wire.VERSION_HEADER, Wire.VERSIONS.getFirst().toString());
  }

  private Request post(String path, Record message) {
    return request(url(path).build()).post(RequestBody.create(Wire.write(message), JSON)).build();
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
    Optional<Barriers.Known> known = Silence.notConnected(e) ? barrier.get() : Optional.empty();
    boolean forbidden = known.filter(Barriers.Known::sure).isPresent();
    String look = "see 'kubectl logs %s -c stuckpod'".formatted(pod);
    String why =
        known
            .map(what -> forbidden ? what.text() : "%s; %s".formatted(look, what.text()))
            .orElse(look + " and network policies");
    SidecarException.Answer answer =
        forbidden ? SidecarException.Answer.Forbidden : SidecarException.Answer.None;
    return new SidecarException(
        CapturedReason.SidecarUnreachable,
        true,
        "The sidecar of pod %s at %s:%d does not answer (%s): %s"
            .formatted(pod, base.host(), base.port(), e.getMessage(), why),
        Silence.is(e) ? answer : SidecarException.Answer.SomeOrNotAsked);
  }
}
