package dev.stuckpod.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real port on loopback, where each 127.x is an address of its own. */
class DoorTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofMinutes(5);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  @Test
  void answersOneRequestAfterTheOtherOnOneConnection() throws Exception {
    Door door = open(limits(8, 8, LONG));
    Socket socket = connect(door, "127.0.0.1");
    for (int i = 0; i < 3; i++) {
      send(socket, "POST / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody");
      assertThat(response(socket)).startsWith("HTTP/1.1 200").endsWith("body");
    }
  }

  @Test
  void speaksAsAnyClientDoes() throws Exception {
    Door door = open(limits(8, 8, LONG));
    try (var http = HttpClient.newHttpClient()) {
      var url = URI.create("http://127.0.0.1:" + door.port() + "/");
      for (var publisher :
          List.of(
              BodyPublishers.noBody(),
              BodyPublishers.ofString("x".repeat(100_000)),
              BodyPublishers.fromPublisher(BodyPublishers.ofString("in pieces")))) {
        HttpResponse<String> answer =
            http.send(
                HttpRequest.newBuilder(url).POST(publisher).expectContinue(true).build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
      var head = HttpRequest.newBuilder(url).HEAD().build();
      assertThat(http.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keepsItsProcessUntilItIsClosed() throws Exception {
    Door door = open(limits(8, 8, LONG));
    assertThat(door.keeper().isDaemon()).isFalse();
    door.close();
    door.keeper().join();
  }

  @Test
  void hasGivenItsPortBackWhenItIsClosed() throws Exception {
    for (int i = 0; i < 500; i++) {
      Door door = open(limits(8, 8, LONG));
      int port = door.port();
      door.close();
      try (var next = new ServerSocket(port)) {
        assertThat(next.isBound()).isTrue();
      }
    }
  }

  @Test
  void whoSaysNothingIsThrownOut() throws Exception {
    Door door = open(limits(8, 8, SHORT));
    assertThat(connect(door, "127.0.0.1").getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void whoDripsIsThrownOut() throws Exception {
    Door door = open(limits(8, 8, SHORT));
    for (String begun :
        List.of(
            "GET / HTT",
            "GET / HTTP/1.1\r\nX: ",
            "POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\nx")) {
      Socket socket = connect(door, "127.0.0.1");
      send(socket, begun);
      await().until(() -> isClosedTo(socket));
    }
    assertThat(asked).hasValue(1); // the one with a body was heard
  }

  @Test
  void whoDoesNotFetchHisAnswerIsThrownOut() throws Exception {
    var ended = new CountDownLatch(1);
    Door door =
        new Door(
            0,
            limits(8, 8, SHORT),
            null,
            exchange -> {
              try {
                exchange.sendResponseHeaders(200, 1L << 40);
                while (true) {
                  exchange.getResponseBody().write(new byte[1 << 16]);
                }
              } finally {
                ended.countDown();
              }
            },
            log::add);
    open.add(door);
    send(connect(door, "127.0.0.1"), "GET / HTTP/1.1\r\n\r\n");
    ended.await();
  }

  @Test
  void aFloodOfOneAddressLeavesTheOthersTheirPlaces() throws Exception {
    Door door = open(limits(8, 4, LONG));
    Socket other = connect(door, "127.0.0.2");
    send(other, "GET / HTTP/1.1\r\n");
    for (int i = 0; i < 100; i++) {
      connect(door, "127.0.0.1");
    }
    send(other, "\r\n");
    assertThat(response(other)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aFloodOfManyAddressesDoesNotKeepOutWhoComesLast() throws Exception {
    Door door = open(limits(8, 4, LONG));
    for (int i = 1; i < 200; i++) {
      send(connect(door, "127.0.1." + i), "GET / HT");
    }
    // while the flood is still being taken in there may be no room outside either: then it comes
    // again, as those do who mean well
    String answer = "";
    for (int i = 0; i < 50 && answer.isEmpty(); i++) {
      Socket last = connect(door, "127.0.0.1");
      send(last, "GET / HTTP/1.1\r\n\r\n");
      answer = response(last);
    }
    assertThat(answer).startsWith("HTTP/1.1 200");
  }

  @Test
  void headersThatDoNotEndAreRefused() throws Exception {
    Door door = open(limits(8, 8, LONG));
    Socket socket = connect(door, "127.0.0.1");
    send(socket, "GET / HTTP/1.1\r\nX: " + "a".repeat(1024));
    assertThat(response(socket)).startsWith("HTTP/1.1 431");
    assertThat(asked).hasValue(0);
  }

  @Test
  void memoryThatIsShortForOneRequestIsShortForThatOneAlone() throws Exception {
    Door door =
        new Door(
            0,
            limits(8, 8, LONG),
            null,
            exchange -> {
              if (exchange.getRequestURI().getPath().equals("/large")) {
                throw new OutOfMemoryError("as if");
              }
              echo(exchange);
            },
            log::add);
    open.add(door);
    Socket large = connect(door, "127.0.0.1");
    send(large, "GET /large HTTP/1.1\r\n\r\n");
    assertThat(large.getInputStream().read()).isEqualTo(-1);
    Socket small = connect(door, "127.0.0.1");
    send(small, "GET / HTTP/1.1\r\n\r\n");
    assertThat(response(small)).startsWith("HTTP/1.1 200");
    assertThat(log).singleElement().asString().contains("OutOfMemoryError");
  }

  @Test
  void aRequestThatHasBegunIsAnsweredWhenThePortCloses() throws Exception {
    var begun = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    Door door =
        new Door(
            0,
            limits(8, 8, LONG),
            null,
            exchange -> {
              begun.countDown();
              try {
                goOn.await();
              } catch (InterruptedException unexpected) {
                throw new IOException(unexpected);
              }
              echo(exchange);
            },
            log::add);
    open.add(door);
    Socket socket = connect(door, "127.0.0.1");
    send(socket, "GET / HTTP/1.1\r\n\r\n");
    begun.await();
    var closer = Thread.ofVirtual().start(() -> door.close(LONG));
    goOn.countDown();
    assertThat(response(socket)).startsWith("HTTP/1.1 200");
    closer.join();
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  private Door open(Limits limits) throws IOException {
    var door = new Door(0, limits, null, this::echo, log::add);
    open.add(door);
    return door;
  }

  private void echo(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Limits limits(int strangers, int perAddress, Duration time) {
    return new Limits(strangers, perAddress, 64, 0, 512, time, time, time, time, time, time);
  }

  private Socket connect(Door door, String from) throws IOException {
    var socket = new Socket();
    open.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), door.port()));
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException closed) {
      // thrown out meanwhile
    }
  }

  private static boolean isClosedTo(Socket socket) {
    try {
      socket.getOutputStream().write('x');
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  /** Headers and as much of a body as they announce. */
  private static String response(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    var text = new StringBuilder();
    while (text.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return text.toString();
      }
      text.append((char) c);
    }
    var length =
        text.toString()
            .lines()
            .filter(
                line -> line.startsWith("Content-length: ") || line.startsWith("Content-Length: "))
            .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
            .findFirst()
            .orElse(0);
    return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
  }
}
