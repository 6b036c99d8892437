package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.v1alpha1.CaptureStatus.Attempt;
import dev.stuckpod.operator.capture.SpooledLog;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.AppLog;
import dev.stuckpod.operator.incident.port.Target;
import dev.stuckpod.operator.spool.Spool;
import dev.stuckpod.operator.spool.SpoolException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log of the app: its dump drains into it, and it may be rotated where nobody follows it. */
final class FakeLog implements AppLog {

  private static final Failure FAILS = new Failure.LogUnreadable("The app's log cannot be read");
  private static final Duration SLOW = Duration.ofSeconds(14);
  private static final Duration SLOW_TO_END = Duration.ofMinutes(3);

  private final Faults faults;
  private final App app;
  private final TestClock clock;
  private final Spool spool;

  /** What is followed since before the signal, by this life of the operator. */
  private final Set<String> followed = new HashSet<>();

  private boolean rotatesUnseen;

  FakeLog(Faults faults, App app, TestClock clock, Spool spool) {
    this.faults = faults;
    this.app = app;
    this.clock = clock;
    this.spool = spool;
  }

  /** While nobody follows it, it is rotated in the middle of the dump. */
  FakeLog rotatesUnseen(boolean does) {
    rotatesUnseen = does;
    return this;
  }

  @Override
  public Following begin(Target target, Attempt attempt) throws Trouble {
    return faults.call(
        Port.LOG,
        "open the log",
        FAILS,
        SLOW,
        () -> {
          followed.add(attempt.id());
          return new Followed(attempt);
        });
  }

  @Override
  public Following resume(@Nullable Target target, Attempt attempt) throws Trouble {
    return followed.contains(attempt.id())
        ? new Followed(attempt)
        : faults.call(Port.LOG, "open the log again", FAILS, SLOW, () -> new Followed(attempt));
  }

  @Override
  public void forget(String attemptId) {
    followed.remove(attemptId);
  }

  private final class Followed implements Following {
    private final Attempt attempt;

    Followed(Attempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public boolean await(Duration limit) throws Trouble {
      return faults.call(Port.LOG, "read the log", FAILS, SLOW_TO_END, () -> awaitDump(limit));
    }

    private boolean awaitDump(Duration limit) {
      Duration left = app.pod() == null ? Duration.ZERO : app.untilDumped().orElse(limit);
      clock.advance(left.compareTo(limit) < 0 ? left : limit);
      return left.compareTo(limit) < 0;
    }

    @Override
    public SpooledLog finish() throws Trouble {
      return faults.call(
          Port.LOG,
          "finish the log",
          FAILS,
          SLOW,
          () -> {
            boolean whole = followed.remove(attempt.id()) || !rotatesUnseen;
            boolean dumped = app.untilDumped().filter(Duration::isZero).isPresent();
            boolean headIsNeeded = !app.dump().contains("goroutine 7");
            return spooled(dumped && (whole || !headIsNeeded), whole);
          });
    }

    private SpooledLog spooled(boolean dumped, boolean whole) throws Trouble {
      Path file = spool.file(attempt.id(), "log.followed");
      String dump = app.dump();
      String text = !dumped ? "" : whole ? dump : dump.substring(dump.indexOf("goroutine 7"));
      try (OutputStream out = spool.write(file)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (SpoolException e) {
        throw new Trouble(new Failure.NoRoom(e.sentence()), e);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      List<String> problems = whole ? List.of() : List.of("The beginning of the dump is missing");
      return new SpooledLog(
          dumped ? 0 : -1, text.length(), problems, () -> Files.newInputStream(file));
    }
  }
}
