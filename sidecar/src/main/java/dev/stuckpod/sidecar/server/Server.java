package dev.stuckpod.sidecar.server;

import com.sun.net.httpserver.HttpExchange;
import dev.stuckpod.door.Door;
import dev.stuckpod.door.Knock;
import dev.stuckpod.door.Limits;
import dev.stuckpod.door.Tls;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.KeptRequest;
import dev.stuckpod.protocol.ProcessReport;
import dev.stuckpod.protocol.SidecarStatus;
import dev.stuckpod.protocol.Wire;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.lastlook.LastLook;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * The HTTPS server: the protocol's verbs and nothing else, for clients with the operator's
 * certificate alone. Whoever has none may knock, and is told nothing.
 */
public final class Server implements AutoCloseable {

  /** For an attempt under way to end and be answered. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * Nothing is heard of who shows no certificate of the operator's, which takes some 40 kB of a
   * heap of 16 MiB until it is known. An attempt, and fetching a dump, take minutes at most.
   */
  private static final Limits LIMITS =
      new Limits(
          32,
          16,
          256,
          16,
          1 << 14,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(30));

  private static final int LARGEST_REQUEST = 1 << 16;
  private static final String ID = "[0-9a-zA-Z-]{1,63}";

  private final Door door;
  private final SidecarStatus status;
  private final ContainerProcesses processes;
  private final Attempts attempts;
  private final Glances glances;
  private final LastLook lastLook;
  private final Spool spool;
  private final Consumer<String> log;

  /**
   * Opens the port.
   *
   * @param port 0 takes a free one
   * @param log takes one line for each attempt
   * @throws IOException if the port is taken
   */
  public Server(
      int port,
      SSLContext tls,
      SidecarStatus status,
      ContainerProcesses processes,
      Attempts attempts,
      Glances glances,
      LastLook lastLook,
      Spool spool,
      Consumer<String> log)
      throws IOException {
    this.status = status;
    this.processes = processes;
    this.attempts = attempts;
    this.glances = glances;
    this.lastLook = lastLook;
    this.spool = spool;
    this.log = log;
    var knock = new Knock(Wire.KNOCK, lastLook::knock);
    door = new Door(port, LIMITS, new Tls(tls, true), knock, this::answer, log);
  }

  /** The port that was opened. */
  public int port() {
    return door.port();
  }

  @Override
  public void close() {
    door.close(GRACE);
  }

  /** Nothing that goes wrong here ends more than this one answer. */
  private void answer(HttpExchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (RuntimeException | Error wrong) {
      String what = "the sidecar has failed: " + wrong;
      log.accept(what);
      if (exchange.getResponseCode() < 0) {
        refuse(exchange, HttpURLConnection.HTTP_INTERNAL_ERROR, what);
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String route = exchange.getRequestMethod() + " " + path;
    if (route.equals("GET " + Wire.STATUS)) {
      answer(exchange, status);
    } else if (route.equals("GET " + Wire.PROCESSES)) {
      var report =
          Keeping.report(
              new ProcessReport(processes.find(containerID(exchange))),
              spool.trouble(),
              spool.tooLarge());
      answer(exchange, speaksFirst(exchange) ? FirstVersion.of(report) : report);
    } else if (route.equals("POST " + Wire.ATTEMPTS)) {
      attempt(exchange);
    } else if (route.equals("POST " + Wire.GLANCES)) {
      glance(exchange);
    } else if (route.equals("POST " + Wire.KEPT)) {
      kept(exchange);
    } else if (route.matches("GET " + Wire.ATTEMPTS + "/" + ID)) {
      found(exchange, attempts.find(path.substring(Wire.ATTEMPTS.length() + 1)));
    } else if (route.matches("GET " + Wire.ATTEMPTS + "/" + ID + Wire.DUMP)) {
      dump(
          exchange, path.substring(Wire.ATTEMPTS.length() + 1, path.length() - Wire.DUMP.length()));
    } else {
      refuse(exchange, HttpURLConnection.HTTP_NOT_FOUND, "no such path");
    }
  }

  private void attempt(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST);
    AttemptRequest request;
    try {
      request = Wire.read(body, AttemptRequest.class);
    } catch (IOException e) {
      refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "not an attempt: " + e.getMessage());
      return;
    }
    Optional<String> fault = fault(request);
    if (fault.isPresent()) {
      refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, fault.get());
      return;
    }
    if (mayHaveBeenMade(request)) {
      refuse(
          exchange,
          HttpURLConnection.HTTP_NOT_FOUND,
          "no such attempt, and the sidecar began later: whether a signal was sent is not known");
      return;
    }
    AttemptResult result = attempts.make(request);
    log.accept(
        "attempt %s %s %s %s: %s"
            .formatted(
                result.attemptId(),
                result.method(),
                result.state(),
                result.reason(),
                result.message()));
    answer(exchange, result(exchange, result));
  }

  /** They come every few seconds, so none is logged. */
  @SuppressWarnings("ConstantValue") // what came over the wire may lack members
  private void glance(HttpExchange exchange) throws IOException {
    GlanceRequest request;
    try {
      request =
          Wire.read(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), GlanceRequest.class);
    } catch (IOException e) {
      refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "not a glance: " + e.getMessage());
      return;
    }
    if (request == null || request.containerID() == null) {
      refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "a glance needs a containerID");
      return;
    }
    answer(exchange, glances.glance(request));
  }

  @SuppressWarnings("ConstantValue") // what came over the wire may lack members
  private void kept(HttpExchange exchange) throws IOException {
    KeptRequest request;
    try {
      request = Wire.read(exchange.getRequestBody().readNBytes(LARGEST_REQUEST), KeptRequest.class);
    } catch (IOException e) {
      request = null;
    }
    if (request == null) {
      refuse(exchange, HttpURLConnection.HTTP_BAD_REQUEST, "not a question for what is kept");
      return;
    }
    answer(exchange, lastLook.tell(request));
  }

  /** By an earlier sidecar, which is not known any more: a signal is never sent twice. */
  private boolean mayHaveBeenMade(AttemptRequest request) {
    if (request.expiresAt().equals(AttemptRequest.WITHDRAWN)) {
      return false; // it is refused, and so is whatever comes under its id
    }
    Instant made = Instant.parse(request.expiresAt()).minus(AttemptRequest.LIFETIME);
    return request.method().signals() && made.isBefore(Instant.parse(status.startedAt()));
  }

  private static AttemptResult result(HttpExchange exchange, AttemptResult result) {
    return speaksFirst(exchange) ? FirstVersion.of(result) : result;
  }

  private static boolean speaksFirst(HttpExchange exchange) {
    String version = exchange.getRequestHeaders().getFirst(Wire.VERSION_HEADER);
    return version == null || version.equals("1");
  }

  @SuppressWarnings("ConstantValue") // what came over the wire may lack members
  private static Optional<String> fault(AttemptRequest request) {
    if (request == null || request.attemptId() == null || !request.attemptId().matches(ID)) {
      return Optional.of("an attempt needs an attemptId of letters, digits and hyphens");
    }
    if (request.method() == null || request.containerID() == null) {
      return Optional.of("an attempt needs a method and a containerID");
    }
    try {
      Instant.parse(String.valueOf(request.expiresAt()));
      return Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.of("an attempt needs expiresAt, RFC 3339: " + e.getMessage());
    }
  }

  private void dump(HttpExchange exchange, String attemptId) throws IOException {
    Optional<Path> file = spool.find(attemptId);
    if (file.isEmpty()) {
      refuse(exchange, HttpURLConnection.HTTP_NOT_FOUND, "no dump of that attempt");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/gzip");
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, Files.size(file.get()));
    try (OutputStream out = exchange.getResponseBody()) {
      Files.copy(file.get(), out);
    }
    lastLook.fetched(attemptId);
  }

  private static void found(HttpExchange exchange, Optional<AttemptResult> result)
      throws IOException {
    if (result.isPresent()) {
      answer(exchange, result(exchange, result.get()));
    } else {
      refuse(exchange, HttpURLConnection.HTTP_NOT_FOUND, "no such attempt");
    }
  }

  private static String containerID(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query != null && query.startsWith("containerID=")
        ? URLDecoder.decode(query.substring("containerID=".length()), StandardCharsets.UTF_8)
        : "";
  }

  private static void answer(HttpExchange exchange, Record message) throws IOException {
    send(exchange, HttpURLConnection.HTTP_OK, "application/json", Wire.write(message));
  }

  private static void refuse(HttpExchange exchange, int code, String message) throws IOException {
    send(exchange, code, "text/plain", (message + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
