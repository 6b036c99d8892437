package dev.stuckpod.door;

import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** One connection, from its first byte to its last. Whatever goes wrong ends it and no other. */
final class Visit implements Runnable {

  private static final int BUFFER = 4096;

  private final Line line;
  private final String address;
  private final Limits limits;
  private final @Nullable Tls tls;
  private final @Nullable Knock knock;
  private final HttpHandler handler;
  private final Hall hall;
  private final Consumer<String> log;
  private volatile Phase phase = Phase.SILENT;
  private volatile long since = System.nanoTime();
  private volatile boolean guest;
  private volatile boolean thrownOut;

  /** Where visits are. */
  interface Hall {
    /** Waits for a turn at computing. */
    Turn computing();

    /** Makes a visit a guest's; false where there is no room for another guest. */
    boolean welcome(Visit visit);

    /** Whether the port is about to be closed. */
    boolean isClosing();

    /** Takes note of the end. */
    void farewell(Visit visit);
  }

  Visit(
      Line line,
      Limits limits,
      @Nullable Tls tls,
      @Nullable Knock knock,
      HttpHandler handler,
      Hall hall,
      Consumer<String> log) {
    this.line = line;
    InetAddress from = line.getInetAddress();
    this.address = from == null ? "" : from.getHostAddress();
    this.limits = limits;
    this.tls = tls;
    this.knock = knock;
    this.handler = handler;
    this.hall = hall;
    this.log = log;
  }

  @Override
  public void run() {
    try {
      serve();
    } catch (IOException ends) {
      // whoever connects may go, or be sent, at any time; a log of strangers could be filled
    } catch (Throwable failed) {
      log.accept("a connection has failed: " + failed);
    } finally {
      throwOut();
      hall.farewell(this);
    }
  }

  String address() {
    return address;
  }

  boolean isGuest() {
    return guest;
  }

  void becomeGuest() {
    guest = true;
  }

  Phase phase() {
    return phase;
  }

  /** How long it has been in its phase, in nanoseconds. */
  long age() {
    return System.nanoTime() - since;
  }

  boolean isOverdue() {
    return age() > limits.of(phase).toNanos();
  }

  Crowd.Stranger asStranger() {
    return new Crowd.Stranger(address, line.isWaiting(), line.waited());
  }

  boolean isThrownOut() {
    return thrownOut;
  }

  /** Ends it, from any thread, without waiting for anybody. */
  void throwOut() {
    thrownOut = true;
    try {
      line.close();
    } catch (IOException gone) {
      // that is what is wanted
    }
  }

  private void serve() throws IOException {
    line.setTcpNoDelay(true);
    line.onBytes(this::hear);
    InputStream plain = line.getInputStream();
    if (tls == null) {
      begin(Phase.READY);
      converse(line, plain, line.getOutputStream());
      return;
    }
    int first = plain.read();
    if (knock != null && Knock.mayBeginWith(first)) {
      knock.read(plain, limits.headBytes());
      begin(Phase.ANSWER);
      knock.answer(line.getOutputStream(), address);
      return;
    }
    SSLSocket secured = shakeHands(tls, Hello.read(first, plain));
    if (tls.clientsShow() && !hall.welcome(this)) {
      return;
    }
    begin(Phase.READY);
    converse(secured, secured.getInputStream(), secured.getOutputStream());
    begin(Phase.LEAVING);
    secured.close();
  }

  /** The answer to a hello is what costs the most: only a few are computed at once. */
  private SSLSocket shakeHands(Tls secure, byte[] hello) throws IOException {
    try (Turn turn = hall.computing()) {
      SSLSocket secured = secure.on(line, hello);
      line.onListening(turn::close); // it is computed, and on its way
      secured.startHandshake();
      return secured;
    }
  }

  private void converse(Socket socket, InputStream rawIn, OutputStream rawOut) throws IOException {
    var in = new BufferedInputStream(rawIn, BUFFER);
    var out = new BufferedOutputStream(rawOut, BUFFER);
    try {
      boolean more = true;
      while (more && !hall.isClosing()) {
        Optional<Head> head = Head.read(in, limits.headBytes());
        more = head.isPresent() && answer(socket, head.get(), in, out);
        if (more) {
          begin(in.available() > 0 ? Phase.HEAD : Phase.IDLE);
          line.forgive();
        }
      }
    } catch (BadRequestException wrong) {
      refuse(out, wrong);
    }
  }

  private boolean answer(Socket socket, Head head, InputStream in, OutputStream out)
      throws IOException {
    begin(Phase.BODY);
    var exchange = new Exchange(socket, head, in, out, () -> begin(Phase.ANSWER));
    handler.handle(exchange);
    return exchange.finish();
  }

  private static void refuse(OutputStream out, BadRequestException wrong) throws IOException {
    String text = wrong.getMessage() + "\n";
    String answer =
        "HTTP/1.1 %d \r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
            .formatted(wrong.code(), text.length(), text);
    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Bytes have come: what is waited for now is the rest. */
  private void hear() {
    if (phase == Phase.SILENT) {
      begin(Phase.HANDSHAKE);
    } else if (phase == Phase.READY || phase == Phase.IDLE) {
      begin(Phase.HEAD);
    }
  }

  /** It has been let in: from now on it is waited for. */
  void begin() {
    begin(Phase.SILENT);
    line.forgive();
  }

  private void begin(Phase next) {
    since = System.nanoTime();
    phase = next;
  }
}
