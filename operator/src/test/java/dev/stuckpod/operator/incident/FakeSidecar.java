package dev.stuckpod.operator.incident;

import dev.stuckpod.crds.reasons.CapturedReason;
import dev.stuckpod.dumps.PackedDump;
import dev.stuckpod.operator.incident.Faults.Port;
import dev.stuckpod.operator.incident.failure.Failure;
import dev.stuckpod.operator.incident.failure.Trouble;
import dev.stuckpod.operator.incident.port.Sidecar;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A sidecar that keeps the protocol: each id is done once, late requests are refused. */
final class FakeSidecar implements Sidecar {

  private static final Failure FAILS =
      new Failure.Silent(CapturedReason.SidecarUnreachable, "The sidecar does not answer");
  private static final Failure BREAKS = new Failure.BrokenOff("The connection broke");
  private static final Duration SLOW = Duration.ofSeconds(55);

  private final Faults faults;
  private final App app;
  private final TestClock clock;
  private final Map<String, AttemptResult> results = new HashMap<>();

  private final Map<String, byte[]> dumps = new HashMap<>();

  private final List<KeptDump> found = new ArrayList<>();

  private int lives = 1;
  private int taken;
  private Instant startedAt = TestClock.START.minusSeconds(60);
  private Duration clockIsOff = Duration.ZERO;
  private Duration spoolIsFullFor = Duration.ZERO;
  private @Nullable BiFunction<AttemptRequest, Integer, @Nullable AttemptResult> answers;

  FakeSidecar(Faults faults, App app, TestClock clock) {
    this.faults = faults;
    this.app = app;
    this.clock = clock;
  }

  /** It is killed and started again, and knows nothing of what was before. */
  void restart() {
    results.clear();
    dumps.clear();
    lives++;
    startedAt = Instant.now(clock).plus(clockIsOff);
    app.sidecar("containerd://s" + lives);
  }

  /** Its node's clock differs. */
  void clockIsOff(Duration by) {
    clockIsOff = by;
  }

  /** Answers requests so, where that is not null; told how many came before. */
  void answer(BiFunction<AttemptRequest, Integer, @Nullable AttemptResult> how) {
    answers = how;
  }

  /** Takes a dump and loses it. */
  AttemptResult losing(AttemptRequest request) {
    AttemptResult result = perform(request);
    dumps.clear();
    return result;
  }

  /** How many dumps lie ready. */
  int kept() {
    return dumps.size();
  }

  /** How many dumps it has taken. */
  int taken() {
    return taken;
  }

  static AttemptResult refusal(
      AttemptRequest request, AttemptResult.State state, Reason reason, String message) {
    return new AttemptResult(
        request.attemptId(), state, request.method(), reason, message, "", "", null);
  }

  /** It keeps a dump of a container, which it has taken by itself; its text is given. */
  void keeps(KeptDump dump, byte[] gzip, AttemptResult result) {
    found.add(dump);
    dumps.put(dump.attemptId(), gzip);
    results.put(dump.attemptId(), result);
  }

  @Override
  public List<KeptDump> found() {
    return List.copyOf(found);
  }

  @Override
  public List<ProcessInfo> processes(String bareContainerID) throws Trouble {
    return call("look", FAILS, () -> seen(bareContainerID));
  }

  private List<ProcessInfo> seen(String bareContainerID) {
    return app.processes(bareContainerID).stream()
        .map(process -> clock.passed().compareTo(spoolIsFullFor) < 0 ? full(process) : process)
        .toList();
  }

  /** As a sidecar says it whose volume keeps no dump. */
  private static ProcessInfo full(ProcessInfo process) {
    boolean otherwise = process.methods().stream().anyMatch(m -> m.possible() && !m.kills());
    return process.withMethods(
        process.methods().stream()
            .map(
                m ->
                    m.possible() && (m.method() != CaptureMethod.SigQuit || m.kills() && otherwise)
                        ? new MethodInfo(
                            m.method(), false, m.kills(), Reason.SpoolUnusable, "its spool is full")
                        : m)
            .toList());
  }

  /** Its volume takes no dump for so long, and it says so when it is asked to look. */
  void spoolIsFull(Duration forSoLong) {
    spoolIsFullFor = forSoLong;
  }

  @Override
  public AttemptResult attempt(AttemptRequest request) throws Trouble {
    return call("ask for a dump", FAILS, () -> make(request));
  }

  /** It is gone with its pod. */
  private <T> T call(String operation, Failure failure, Faults.Action<T> action) throws Trouble {
    return faults.call(
        Port.SIDECAR,
        operation,
        failure,
        SLOW,
        () -> {
          if (app.pod() == null) {
            throw new Trouble(FAILS);
          }
          return action.run();
        });
  }

  private AttemptResult make(AttemptRequest request) {
    int before = results.size();
    AttemptResult known = results.get(request.attemptId());
    if (known != null) {
      return known;
    }
    AttemptResult scripted = answers == null ? null : answers.apply(request, before);
    AttemptResult result = scripted == null ? perform(request) : scripted;
    results.put(request.attemptId(), result);
    return result;
  }

  private AttemptResult perform(AttemptRequest request) {
    if (!Instant.now(clock).plus(clockIsOff).isBefore(Instant.parse(request.expiresAt()))) {
      return refusal(request, AttemptResult.State.Refused, Reason.Expired, "ask again");
    }
    boolean same =
        app.processes(request.containerID()).stream()
            .anyMatch(p -> p.pid() == request.pid() && p.startTime() == request.startTime());
    if (!same) {
      return refusal(request, AttemptResult.State.Refused, Reason.ProcessChanged, "changed");
    }
    if (request.method() == CaptureMethod.SigQuit) {
      app.signal();
      return refusal(request, AttemptResult.State.Done, Reason.SignalSent, "SIGQUIT sent");
    }
    byte[] dump = app.dump().getBytes(StandardCharsets.UTF_8);
    dumps.put(request.attemptId(), gzip(dump));
    taken++;
    return new AttemptResult(
        request.attemptId(),
        AttemptResult.State.Done,
        request.method(),
        Reason.DumpTaken,
        "read",
        "",
        "",
        new dev.stuckpod.protocol.DumpFile(dump.length, sha256(dump), null));
  }

  @Override
  public Optional<AttemptResult> result(String attemptId) throws Trouble {
    return call("ask what became of it", FAILS, () -> Optional.ofNullable(results.get(attemptId)));
  }

  @Override
  public Instant startedAt() {
    return startedAt;
  }

  @Override
  public Optional<PackedDump> dump(String attemptId, Taking taking) throws Trouble {
    return faults.call(Port.SIDECAR, "fetch the dump", BREAKS, SLOW, () -> send(attemptId, taking));
  }

  private Optional<PackedDump> send(String attemptId, Taking taking) throws Trouble {
    byte[] dump = dumps.get(attemptId);
    if (dump == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(taking.take(new ByteArrayInputStream(dump)));
    } catch (dev.stuckpod.operator.spool.SpoolException e) {
      throw new Trouble(new Failure.NoRoom(e.sentence()), e);
    } catch (IOException e) {
      throw new Trouble(new Failure.Damaged(String.valueOf(e.getMessage())), e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
