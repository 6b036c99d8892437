package dev.stuckpod.operator.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.operator.incident.Faults.Call;
import dev.stuckpod.operator.incident.Faults.Fault;
import dev.stuckpod.operator.incident.Faults.Mode;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps docs/failures.md equal to what happens: each cell is run. {@code -Ddocs=write} writes the
 * file.
 */
class FailureTableTest {

  private static final Path TABLE = Path.of("../docs/failures.md");

  private static final String HEAD =
      """
      # When something fails

      What becomes of an incident when a part fails, at each step of its capture. A test runs every cell with the operator's own
      code and fakes of what it touches, and holds this page; `Failures` is the one place that decides.

      - Nothing is signalled twice, nothing that was begun stays half-done, and every incident ends, with a reason.
      - What may pass is asked again, with longer and longer pauses. A trouble of ours (a broken connection, a full disk, an API
        server that is away) never leads to a method that does more harm.
      - A cell has the reason of the condition `Captured` at the end, that of `Analyzed` where it is not `Explained`, and how long
        after the request it was so.
      - *Slowly* means: nearly as long as is waited. *For good* means until the end, for the API server an hour.
      - *Killed* means the operator, before and after; a new one takes its place after eight seconds.

      Reasons: [reasons.md](reasons.md). The same on a cluster, part by part: [faults.md](faults.md).
      """;

  @TempDir private Path folder;

  @Test
  void tableSaysWhatHappens() throws IOException {
    var text = new StringBuilder(HEAD);
    for (App.Kind kind : App.Kind.values()) {
      text.append("\n## ").append(title(kind)).append("\n\nWithout a failure: ");
      text.append(run(kind, _ -> {})).append(".\n\n");
      text.append("| Step | Part | once | for good | slowly | though it was done | killed |\n");
      text.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      for (Call of : operations(kind)) {
        text.append("| %s | %s |".formatted(of.operation(), of.port()));
        text.append(cell(kind, once(of::isLike, Mode.FAILS)));
        text.append(cell(kind, forGood(of, Mode.FAILS)));
        text.append(cell(kind, once(of::isLike, Mode.SLOW)));
        text.append(cell(kind, once(of::isLike, Mode.FAILS_AFTER)));
        text.append(
            cell(kind, once(of::isLike, Mode.KILLED_BEFORE), once(of::isLike, Mode.KILLED_AFTER)));
        text.append('\n');
      }
    }
    text.append("\n## What else happens\n\n| What | Out of memory | Signal that ends it |");
    text.append(" Signal that does not |\n| --- | --- | --- | --- |\n");
    for (Special special : specials()) {
      text.append("| ").append(special.what()).append(" |");
      for (App.Kind kind : App.Kind.values()) {
        text.append(cell(kind, special.how()));
      }
      text.append('\n');
    }
    if ("write".equals(System.getProperty("docs"))) {
      Files.writeString(TABLE, text);
    }
    assertThat(TABLE).hasContent(text.toString());
  }

  private static String title(App.Kind kind) {
    return switch (kind) {
      case GO_IN_MEMORY -> "A Go process that is read out of its memory";
      case GO_SIGNALLED -> "A Go process that SIGQUIT ends, where that is allowed";
      case JVM_SIGNALLED -> "A JVM that SIGQUIT makes dump";
    };
  }

  /** Something else that happens. */
  private record Special(String what, Consumer<World> how) {}

  private static List<Special> specials() {
    return List.of(
        new Special("the sidecar is killed while it takes the dump", died(1)),
        new Special("it is killed each time", died(Integer.MAX_VALUE)),
        new Special(
            "it is killed after it has taken the dump, before it has said so",
            world ->
                world.faults.arm(Fault.once(FailureTableTest::asking, Mode.SIDECAR_DIES_AFTER))),
        new Special(
            "it has lost the dump that it took",
            world ->
                world.sidecar.answer(
                    (request, before) -> before == 0 ? world.sidecar.losing(request) : null)),
        new Special("it comes to it too late", refused(1, Reason.Expired)),
        new Special("it comes to it too late each time", refused(99, Reason.Expired)),
        new Special("its clock is an hour ahead", world -> world.sidecar.clockIsOff(hours(1))),
        new Special("its clock is an hour behind", world -> world.sidecar.clockIsOff(hours(-1))),
        new Special("the process is another by then", refused(1, Reason.ProcessChanged)),
        new Special("the app does not answer in time", failed(1, Reason.TimedOut, "")),
        new Special("the app never answers in time", failed(99, Reason.TimedOut, "")),
        new Special(
            "the sidecar says that its spool is full, for half a minute",
            world -> world.sidecar.spoolIsFull(Duration.ofSeconds(30))),
        new Special(
            "the sidecar says that its spool is full, for good",
            world -> world.sidecar.spoolIsFull(hours(1_000))),
        new Special(
            "its spool is full when the dump is written",
            failed(1, Reason.SpoolUnusable, "its spool is full")),
        new Special(
            "its spool is full each time a dump is written",
            failed(99, Reason.SpoolUnusable, "its spool is full")),
        new Special(
            "the same with a sidecar from before there was a word for it",
            failed(99, Reason.Failed, "/spool/x: No space left")),
        new Special("the dump is too large for its spool", failed(99, Reason.TooLarge, "")),
        new Special("the memory makes no sense", failed(99, Reason.Unreadable, "")),
        new Special("the signal is denied", failed(99, Reason.Denied, "")),
        new Special("the namespace may keep no more dumps", world -> world.store.fill()),
        new Special(
            "the operator's disk is full",
            world ->
                world.faults.arm(
                    Fault.always(call -> call.port() == Port.DISK, Mode.FAILS, hours(1_000)))),
        new Special(
            "the operator is killed while the dump drains, and the log is rotated meanwhile",
            world -> {
              world.logRotatesUnseen();
              world.faults.arm(
                  Fault.once(call -> call.operation().equals("read the log"), Mode.KILLED_BEFORE));
            }),
        new Special(
            "the API server is away for an hour, from the request on",
            world ->
                world.faults.arm(
                    Fault.always(call -> call.port() == Port.API_SERVER, Mode.FAILS, hours(1)))),
        new Special(
            "the API server is away for an hour, once the dump is asked for",
            world -> {
              Predicate<Call> after =
                  call -> world.faults.calls().stream().anyMatch(FailureTableTest::asking);
              world.faults.arm(
                  Fault.always(
                      after.and(call -> call.port() == Port.API_SERVER), Mode.FAILS, hours(1)));
            }),
        new Special(
            "another operator takes over when the intent is written, and this one goes on",
            once(call -> call.operation().equals("write the intent"), Mode.OVERTAKEN_AFTER)),
        new Special(
            "the pod is deleted before the dump is asked for",
            world -> world.faults.arm(Fault.once(FailureTableTest::asking, Mode.POD_DELETED))),
        new Special(
            "the API server takes only small objects", world -> world.api.takeNoMoreThan(2_400)),
        new Special("the API server takes no explanation", world -> world.api.takeNoMoreThan(0)),
        new Special(
            "somebody else writes the status each time", world -> world.api.overtakeEach(20)));
  }

  private static boolean asking(Call call) {
    return call.operation().equals("ask for a dump");
  }

  private static Consumer<World> died(int times) {
    return world ->
        world.faults.arm(
            new Fault(FailureTableTest::asking, Mode.SIDECAR_DIES_BEFORE, 0, times, hours(1_000)));
  }

  private static Consumer<World> refused(int times, Reason reason) {
    return world ->
        world.sidecar.answer(
            (request, before) ->
                before < times
                    ? FakeSidecar.refusal(request, State.Refused, reason, "It says " + reason)
                    : null);
  }

  /** Taking a dump fails; a signal cannot fail so. */
  private static Consumer<World> failed(int times, Reason reason, String message) {
    return world ->
        world.sidecar.answer(
            (request, before) ->
                before < times
                        && (request.method() == CaptureMethod.SigQuit) == (reason == Reason.Denied)
                    ? FakeSidecar.refusal(request, State.Failed, reason, message)
                    : null);
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  private static Consumer<World> once(Predicate<Call> which, Mode mode) {
    return world -> world.faults.arm(Fault.once(which, mode));
  }

  private static Consumer<World> forGood(Call of, Mode mode) {
    Duration time = hours(of.port() == Port.API_SERVER ? 1 : 1_000);
    return world -> world.faults.arm(Fault.always(of::isLike, mode, time));
  }

  @SafeVarargs
  private final String cell(App.Kind kind, Consumer<World>... hows) throws IOException {
    var ends = new ArrayList<String>();
    for (Consumer<World> how : hows) {
      String end = run(kind, how);
      if (!ends.contains(end)) {
        ends.add(end);
      }
    }
    return " " + String.join("; ", ends) + " |";
  }

  private String run(App.Kind kind, Consumer<World> how) throws IOException {
    World world = new World(kind, Files.createTempDirectory(folder, "spool"));
    how.accept(world);
    world.run();
    world.assertEndedWell();
    assertThat(isLost(world)).as("a dump was lost that could be had").isFalse();
    String analyzed = world.analyzed().getReason();
    boolean explained = analyzed.equals("Explained");
    boolean noDump = analyzed.equals("NoDump");
    return "%s%s %s"
        .formatted(
            world.captured().getReason(),
            explained || noDump ? "" : ", " + analyzed,
            time(world.clock.passed()));
  }

  /** Whether a dump was taken, could be had, and is not there; what fails for good keeps it. */
  private static boolean isLost(World world) {
    return world.sidecar.taken() > 0
        && world.dumps().isEmpty()
        && world.sidecar.kept() > 0
        && world.app.pod() != null
        && !world.faults.forGood();
  }

  private static String time(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 120
        ? seconds + " s"
        : seconds < 3_600
            ? time.toMinutes() + " min"
            : time.toHours() + " h " + time.toMinutesPart() + " min";
  }

  private List<Call> operations(App.Kind kind) throws IOException {
    World world = new World(kind, Files.createTempDirectory(folder, "spool"));
    world.run();
    var operations = new ArrayList<Call>();
    for (Call call : world.faults.calls()) {
      if (operations.stream().noneMatch(call::isLike)) {
        operations.add(call);
      }
    }
    return operations;
  }
}
