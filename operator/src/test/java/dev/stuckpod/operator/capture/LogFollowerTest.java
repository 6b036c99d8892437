package dev.stuckpod.operator.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stuckpod.operator.spool.Disk;
import dev.stuckpod.operator.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a log while it is followed: its reader ends, and says why. */
@Timeout(60)
class LogFollowerTest {

  private static final Instant SIGNALLED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final String HEAD = line(1, "SIGQUIT: quit") + line(2, "goroutine 1 [running]:");
  private static final String TAIL = line(3, "goroutine 2 [select]:") + line(4, "exit status 2");

  private @TempDir Path folder = Path.of("");

  @Test
  void readsToTheEndWhereTheApiServerFailsNowAndThen() throws Exception {
    var asked = new AtomicInteger();
    Supplier<LogFollower.State> state =
        () -> {
          if (asked.incrementAndGet() < 3) {
            throw new IllegalStateException("503");
          }
          return LogFollower.State.Terminated;
        };
    var log = new ScriptedLog().follow(stream(HEAD)).current(stream(HEAD + TAIL));

    SpooledLog read = follow(log, state, null);

    assertThat(read.problems()).isEmpty();
    assertThat(read.openDump())
        .hasContent(
            "SIGQUIT: quit\ngoroutine 1 [running]:\ngoroutine 2" + " [select]:\nexit status 2\n");
  }

  @Test
  void endsAtOnceAndSaysWhyWhenItsReaderFails() throws Exception {
    var log =
        new ScriptedLog()
            .follow(stream(HEAD))
            .current(failing(new IllegalStateException("a mistake")));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, null);

    assertThat(read.hasDump()).isTrue();
    assertThat(read.problems()).containsExactly("The log could not be read to its end: a mistake");
  }

  @Test
  void goesOnWhereTheStreamBreaks() throws Exception {
    InputStream broken =
        new SequenceInputStream(stream(HEAD), failing(new IOException("connection reset")));
    var log = new ScriptedLog().follow(broken).current(stream(HEAD + TAIL));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, null);

    assertThat(read.problems()).isEmpty();
    assertThat(read.bytes()).isEqualTo(textOf(HEAD + TAIL));
  }

  /** Pods tell a little late that a container was replaced; its log has the same name. */
  @Test
  void takesNoLogOfTheNextContainerForTheEndOfItsOwn() throws Exception {
    var log = new ScriptedLog().current(stream(line(9, "ready"))).previous(stream(HEAD + TAIL));
    var asked = new AtomicInteger();

    SpooledLog read =
        follow(
            log,
            () ->
                asked.incrementAndGet() < 3
                    ? LogFollower.State.Terminated
                    : LogFollower.State.Replaced,
            SIGNALLED);

    assertThat(read.problems()).isEmpty();
    assertThat(read.bytes()).isEqualTo(textOf(HEAD + TAIL));
  }

  /** After the API server was away it tells for a while what was so before. */
  @Test
  void takesNoLogOfTheNextContainerForItsOwnWhereTheApiServerWasAway() throws Exception {
    String before = line(0, "listening");
    InputStream broken =
        new SequenceInputStream(stream(before), failing(new IOException("connection reset")));
    var log =
        new ScriptedLog()
            .follow(broken)
            .follow(stream(line(9, "listening")))
            .previous(stream(before + HEAD + TAIL));
    var asked = new AtomicInteger();

    SpooledLog read =
        follow(
            log,
            () ->
                asked.incrementAndGet() < 8
                    ? LogFollower.State.Running
                    : LogFollower.State.Replaced,
            null);

    assertThat(read.problems()).isEmpty();
    assertThat(read.bytes()).isEqualTo(textOf(before + HEAD + TAIL));
  }

  @Test
  void goesOnWhereAFormerLifeWasEnded() throws Exception {
    endedInTheMiddle(HEAD);
    var log = new ScriptedLog().current(stream(HEAD + TAIL));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, SIGNALLED);

    assertThat(read.problems()).isEmpty();
    assertThat(read.bytes()).isEqualTo(textOf(HEAD + TAIL));
  }

  @Test
  void keepsWhatAFormerLifeHasReadAndSaysWhatTheRotationTook() throws Exception {
    endedInTheMiddle(HEAD);
    var log = new ScriptedLog().current(stream(TAIL));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, SIGNALLED);

    assertThat(read.openDump())
        .hasContent(
            "SIGQUIT: quit\ngoroutine 1 [running]:\ngoroutine 2" + " [select]:\nexit status 2\n");
    assertThat(read.problems())
        .containsExactly(
            "The log has a gap after 2026-01-01T00:00:02Z: it was rotated before it could be read,"
                + " a piece is missing");
  }

  @Test
  void remembersGapsOfFormerLives() throws Exception {
    var log =
        new ScriptedLog().follow(stream(line(1, "SIGQUIT: quit"))).follow(stream(line(3, "c")));
    var closed = new CountDownLatch(1);
    LogFollower former =
        open(
            log,
            () -> {
              closed.countDown();
              return LogFollower.State.Running;
            },
            null);
    closed.await();
    awaitLine(former, 3);
    former.close();

    SpooledLog read =
        follow(
            new ScriptedLog().current(stream(line(3, "c") + line(4, "d"))),
            () -> LogFollower.State.Terminated,
            SIGNALLED);

    assertThat(read.problems()).singleElement().asString().contains("gap after");
  }

  @Test
  void findsADumpWhoseBeginningIsLost() throws Exception {
    String rest = line(3, "\t/src/main.go:12 +0x5c") + line(3, "") + TAIL;
    var log = new ScriptedLog().current(stream(rest));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, SIGNALLED.minusSeconds(5));

    assertThat(read.openDump()).hasContent("goroutine 2 [select]:\nexit status 2\n");
    assertThat(read.problems())
        .containsExactly(
            "The beginning of the dump is missing: the log was rotated before it could be read");
  }

  @Test
  void takesNoOldStackForADump() throws Exception {
    String panicBefore = line(-9, "goroutine 12 [running]:") + line(-8, "ready") + line(2, "bye");
    var log = new ScriptedLog().current(stream(panicBefore));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, SIGNALLED.minusSeconds(5));

    assertThat(read.hasDump()).isFalse();
  }

  @Test
  void hasWhatWasReadWhenTheContainerIsGone() throws Exception {
    endedInTheMiddle(HEAD);

    SpooledLog read = follow(new ScriptedLog(), () -> LogFollower.State.Gone, SIGNALLED);

    assertThat(read.hasDump()).isTrue();
    assertThat(read.problems()).singleElement().asString().contains("the container is gone");
  }

  @Test
  void stopsWaitingWhenItIsInterruptedAndLeavesWhatItHas() throws Exception {
    var never = new CountDownLatch(1);
    var log = new ScriptedLog().follow(blocked(never));
    LogFollower follower = open(log, () -> LogFollower.State.Running, null);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> follower.await(LONG)).isInstanceOf(InterruptedException.class);

    never.countDown();
    follower.close();
    assertThat(folder.resolve("stuckpod-a.log.followed")).exists();
  }

  @Test
  void leavesOutWhatFindsNoRoomAndSaysSo() throws Exception {
    var small = new Spool(folder, 24 << 20, Disk.REAL);
    String much = "x".repeat(1 << 19);
    var lines = new StringBuilder(HEAD);
    for (int i = 0; i < 12; i++) {
      lines.append(line(3, much));
    }
    var log = new ScriptedLog().follow(stream(lines + TAIL)).current(stream(lines + TAIL));

    LogFollower follower =
        LogFollower.open(
            log, () -> LogFollower.State.Terminated, small, small.file("a", "log"), null);
    assertThat(follower.await(LONG)).isTrue();
    SpooledLog read = follower.finish(SIGNALLED);

    assertThat(read.hasDump()).isTrue();
    assertThat(read.problems())
        .anyMatch(problem -> problem.contains("raise the chart's spoolLimit"));
    assertThat(read.openDump()).asString(StandardCharsets.UTF_8).startsWith("SIGQUIT: quit\n");
  }

  @Test
  void readsWhatIsLeftWhereAStreamHasNoEndThoughItsContainerHas() throws Exception {
    var closed = new CountDownLatch(1);
    InputStream endless =
        new SequenceInputStream(stream(HEAD), blocked(closed)) {
          @Override
          public void close() {
            closed.countDown();
          }
        };
    var log = new ScriptedLog().follow(endless).current(stream(HEAD + TAIL));

    SpooledLog read = follow(log, () -> LogFollower.State.Terminated, null);

    assertThat(read.problems()).isEmpty();
    assertThat(read.openDump()).asString(StandardCharsets.UTF_8).endsWith("exit status 2\n");
  }

  @Test
  void tellsAgainWhatIsAllThatThereIs() throws Exception {
    var log = new ScriptedLog().follow(stream(HEAD)).current(stream(HEAD + TAIL));
    LogFollower follower = open(log, () -> LogFollower.State.Terminated, null);
    assertThat(follower.await(LONG)).isTrue();
    SpooledLog read = follower.finish(SIGNALLED);

    assertThat(follower.hasAll()).isTrue();
    assertThat(follower.finish(SIGNALLED)).isSameAs(read);
    assertThat(read.openDump()).asString(StandardCharsets.UTF_8).endsWith("exit status 2\n");
  }

  /** A follower is ended when it has read so much. */
  private void endedInTheMiddle(String text) throws Exception {
    var closed = new CountDownLatch(1);
    InputStream unfinished = new SequenceInputStream(stream(text), blocked(closed));
    LogFollower former =
        open(new ScriptedLog().follow(unfinished), () -> LogFollower.State.Running, null);
    awaitLine(former, 2);
    closed.countDown();
    former.close();
  }

  private static void awaitLine(LogFollower follower, int second) {
    org.awaitility.Awaitility.await()
        .until(() -> SIGNALLED.plusSeconds(second).equals(follower.lastLine()));
  }

  private SpooledLog follow(
      ContainerLog log, Supplier<LogFollower.State> state, @Nullable Instant since)
      throws Exception {
    LogFollower follower = open(log, state, since);
    assertThat(follower.await(LONG)).isTrue();
    return follower.finish(SIGNALLED);
  }

  private LogFollower open(
      ContainerLog log, Supplier<LogFollower.State> state, @Nullable Instant since)
      throws Exception {
    var spool = new Spool(folder, 1 << 30, Disk.REAL);
    return LogFollower.open(log, state, spool, folder.resolve("stuckpod-a.log"), since);
  }

  private static String line(int second, String text) {
    return SIGNALLED.plusSeconds(second) + " " + text + "\n";
  }

  private static long textOf(String lines) {
    return lines.lines().mapToLong(line -> line.length() - line.indexOf(' ')).sum();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("InputStreamSlowMultibyteRead") // it does not matter
  private static InputStream failing(Exception how) {
    return new EachByte(
        () -> {
          if (how instanceof IOException e) {
            throw e;
          }
          throw (RuntimeException) how;
        });
  }

  /** Gives nothing until it is let. */
  @SuppressWarnings("InputStreamSlowMultibyteRead") // it does not matter
  private static InputStream blocked(CountDownLatch until) {
    return new EachByte(
        () -> {
          try {
            until.await();
            return -1;
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }

  /** Comes byte by byte. */
  private static final class EachByte extends InputStream {
    /** The next byte, or -1. */
    private interface Next {
      int read() throws IOException;
    }

    private final Next next;

    EachByte(Next next) {
      this.next = next;
    }

    @Override
    public int read() throws IOException {
      return next.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int b = read();
      if (b >= 0) {
        buffer[offset] = (byte) b;
      }
      return b < 0 ? -1 : 1;
    }
  }

  /** Gives what it was told to give, in this order, and then nothing. */
  private static final class ScriptedLog implements ContainerLog {
    private final Deque<InputStream> follows = new ArrayDeque<>();
    private final Deque<InputStream> currents = new ArrayDeque<>();
    private final Deque<InputStream> previous = new ArrayDeque<>();

    ScriptedLog follow(InputStream next) {
      follows.add(next);
      return this;
    }

    ScriptedLog current(InputStream next) {
      currents.add(next);
      return this;
    }

    ScriptedLog previous(InputStream next) {
      previous.add(next);
      return this;
    }

    private static InputStream next(Deque<InputStream> of) throws IOException {
      if (of.isEmpty()) {
        throw new IOException("there is no more");
      }
      return of.remove();
    }

    @Override
    public InputStream follow(@Nullable Instant since) throws IOException {
      return next(follows);
    }

    @Override
    public InputStream current(Instant since) throws IOException {
      return next(currents);
    }

    @Override
    public InputStream previous(Instant since) throws IOException {
      return next(previous);
    }

    @Override
    public InputStream followAll() throws IOException {
      throw new IOException("not held");
    }

    @Override
    public InputStream currentAll() throws IOException {
      throw new IOException("not held");
    }

    @Override
    public InputStream previousAll() throws IOException {
      throw new IOException("not held");
    }
  }
}
