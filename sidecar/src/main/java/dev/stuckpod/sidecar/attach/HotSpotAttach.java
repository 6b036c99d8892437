package dev.stuckpod.sidecar.attach;

import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.files.Held;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.signal.Signals;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a JVM for Thread.print -l, and for its virtual threads where it has any. The protocol: a
 * file {@code .attach_pid<nspid>} in the JVM's working directory or its /tmp and a SIGQUIT make it
 * listen at {@code /tmp/.java_pid<nspid>}; then {@code 1 NUL command NUL argument NUL NUL NUL} is
 * answered by a status line and the text. Were the file missing when the signal comes, the JVM
 * would print a dump into its log instead: so the file is there first, and only one signal is sent.
 */
public final class HotSpotAttach {

  private static final Duration LISTENS_WITHIN = Duration.ofSeconds(6);
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 20;
  private static final int LONGEST_STATUS = 16;
  private static final int LONGEST_REPLY = 300;
  private static final String THREAD_PRINT = "Thread.print -l";

  /** The line that the second half of a dump is known by. */
  public static final String ANNOUNCES_FILE = "Thread.dump_to_file of the same attempt:";

  /** Within what an attempt may take, behind Thread.print. */
  private static final Duration FILE_WITHIN = Duration.ofSeconds(20);

  private final Proc proc;
  private final Signals signals;
  private final Duration answersWithin;

  /** Attaches by a signal. */
  public HotSpotAttach(Proc proc, Signals signals) {
    this(proc, signals, ANSWERS_WITHIN);
  }

  HotSpotAttach(Proc proc, Signals signals, Duration answersWithin) {
    this.proc = proc;
    this.signals = signals;
    this.answersWithin = answersWithin;
  }

  /**
   * Writes the thread dump of a JVM to a stream: Thread.print, and behind it Thread.dump_to_file,
   * where there may be virtual threads, which no Thread.print shows. That the second cannot be had
   * never costs the first.
   *
   * @param hides whether the JVM is one whose Thread.print may have no sign of virtual threads
   * @return how it was taken, a sentence
   */
  public String threads(int pid, int nspid, long startTime, boolean hides, OutputStream out)
      throws AttachException, IOException {
    String name = ".java_pid" + nspid;
    try (Held root = proc.rootOf(pid);
        Held tmp = root.at("tmp")) {
      if (!tmp.has(name)) {
        makeListen(pid, nspid, startTime, tmp);
      }
      try (Held socket = tmp.at(name)) {
        if (!socket.isSocket()) {
          throw new AttachException(
              Reason.Failed, "/tmp/" + name + " of the app is no socket: remove it");
        }
        var printed = new VirtualSigns(out);
        ask(socket, THREAD_PRINT, answersWithin, in -> in.transferTo(printed));
        String how = "Thread.print -l by the attach protocol";
        return hides || printed.any() ? how + file(root, socket, out) : how;
      }
    } catch (NoSuchFileException noFolder) {
      throw new AttachException(
          Reason.ReadOnlyTmp,
          "The app has no /tmp that is a folder and no link: mount an emptyDir there");
    }
  }

  private String file(Held root, Held socket, OutputStream out) throws IOException {
    Duration within = answersWithin.compareTo(FILE_WITHIN) < 0 ? answersWithin : FILE_WITHIN;
    try {
      var file = new ThreadFile(root, command -> reply(socket, command, within), within);
      return ", and Thread.dump_to_file: "
          + file.writeTo(new Sink(out), "\n" + ANNOUNCES_FILE + "\n");
    } catch (Sink.FailedException spool) {
      throw spool.why();
    } catch (AttachException | IOException e) {
      return ", without virtual threads: Thread.dump_to_file gave nothing (" + e.getMessage() + ")";
    }
  }

  private String reply(Held socket, String command, Duration within)
      throws AttachException, IOException {
    var reply = new String[] {""};
    ask(
        socket,
        command,
        within,
        in -> reply[0] = new String(in.readNBytes(LONGEST_REPLY), StandardCharsets.UTF_8).strip());
    return reply[0];
  }

  /** Takes what follows the status of an answer. */
  @FunctionalInterface
  private interface Taker {
    void take(InputStream in) throws IOException;
  }

  private static void ask(Held socket, String command, Duration within, Taker taker)
      throws AttachException, IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // from here on: one that hangs accepts no connection when its queue is full
      Thread watchdog = closeLater(channel, within);
      try {
        connect(channel, socket.path());
        ByteBuffer request =
            ByteBuffer.wrap(("1\0jcmd\0" + command + "\0\0\0").getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
          channel.write(request);
        }
        answer(command, Channels.newInputStream(channel), taker);
      } catch (ClosedChannelException e) {
        throw new AttachException(
            Reason.TimedOut, "The JVM did not answer within " + within.toSeconds() + " s");
      } finally {
        watchdog.interrupt();
      }
    }
  }

  /** A queue that is full is told at once to a virtual thread, and to no other one. */
  private static void connect(SocketChannel channel, Path socket)
      throws IOException, AttachException {
    while (!channel.isConnected()) {
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
      } catch (ConnectException nobodyListens) {
        throw nobodyListens;
      } catch (SocketException full) {
        pause(POLL_MILLIS);
      }
    }
  }

  private static Thread closeLater(SocketChannel channel, Duration within) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                Thread.sleep(within);
                channel.close();
              } catch (InterruptedException answered) {
                Thread.currentThread().interrupt();
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  private static void answer(String command, InputStream in, Taker taker)
      throws IOException, AttachException {
    var status = new StringBuilder();
    for (int b; (b = in.read()) >= 0 && b != '\n' && status.length() < LONGEST_STATUS; ) {
      status.append((char) b);
    }
    if (!status.toString().equals("0")) {
      throw new AttachException(
          Reason.Failed,
          "The JVM refused %s (status %s): %s"
              .formatted(
                  command.substring(0, command.indexOf(' ')),
                  status,
                  new String(in.readNBytes(LONGEST_REPLY), StandardCharsets.UTF_8).strip()));
    }
    taker.take(in);
  }

  private void makeListen(int pid, int nspid, long startTime, Held tmp)
      throws AttachException, IOException {
    try (Mark _ = Mark.make(proc, pid, nspid, tmp)) {
      switch (signals.sigquit(pid, startTime)) {
        case SENT -> awaitSocket(tmp, ".java_pid" + nspid);
        case GONE -> throw new AttachException(Reason.ProcessGone, "The JVM has ended");
        case NOT_CAUGHT ->
            throw new AttachException(
                Reason.NotCaught, "The JVM does not handle SIGQUIT: nothing was sent");
        case DENIED, FAILED ->
            throw new AttachException(
                Reason.Denied, "The operating system did not let the JVM be signalled");
      }
    }
  }

  private static void awaitSocket(Held tmp, String name) throws AttachException {
    long end = System.nanoTime() + LISTENS_WITHIN.toNanos();
    while (!tmp.has(name)) {
      if (System.nanoTime() > end) {
        throw new AttachException(
            Reason.TimedOut,
            "The JVM did not begin to listen within " + LISTENS_WITHIN.toSeconds() + " s");
      }
      pause(POLL_MILLIS);
    }
  }

  static void pause(long millis) throws AttachException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AttachException(Reason.Failed, "The sidecar is ending");
    }
  }
}
