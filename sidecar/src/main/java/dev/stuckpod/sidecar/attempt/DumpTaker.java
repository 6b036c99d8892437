package dev.stuckpod.sidecar.attempt;

import dev.stuckpod.goroutines.Reading;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.AttemptResult.State;
import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.attach.AttachException;
import dev.stuckpod.sidecar.attach.HotSpotAttach;
import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.pprof.Pprof;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Unreadable;
import dev.stuckpod.sidecar.signal.Signals;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.sidecar.spool.SpoolException;
import dev.stuckpod.sidecar.spool.TooLargeException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes one dump: looks at the process again, refuses what is not exactly what was meant, then does
 * it.
 */
public final class DumpTaker {

  private final ContainerProcesses processes;
  private final Signals signals;
  private final HotSpotAttach attach;
  private final Pprof pprof;
  private final GoMemory memory;
  private final Spool spool;
  private final Clock clock;

  /** Takes dumps with these. */
  public DumpTaker(
      ContainerProcesses processes,
      Signals signals,
      HotSpotAttach attach,
      Pprof pprof,
      GoMemory memory,
      Spool spool,
      Clock clock) {
    this.processes = processes;
    this.signals = signals;
    this.attach = attach;
    this.pprof = pprof;
    this.memory = memory;
    this.spool = spool;
    this.clock = clock;
  }

  /** Takes it, or says why not; never throws. */
  public AttemptResult take(AttemptRequest request) {
    Instant startedAt = Instant.now(clock);
    try {
      return take(request, startedAt);
    } catch (AttachException e) {
      return result(request, State.Failed, e.reason(), e.getMessage(), startedAt, null);
    } catch (UnreadableException e) {
      Unreadable why = Unreadable.of(e);
      return result(request, State.Failed, why.reason(), why.message(), startedAt, null);
    } catch (TooLargeException e) {
      return result(request, State.Failed, Reason.TooLarge, e.getMessage(), startedAt, null);
    } catch (SpoolException e) {
      return result(request, State.Failed, Reason.SpoolUnusable, e.getMessage(), startedAt, null);
    } catch (java.net.SocketTimeoutException e) {
      return result(
          request,
          State.Failed,
          Reason.TimedOut,
          "The app did not answer in time",
          startedAt,
          null);
    } catch (Exception | OutOfMemoryError | StackOverflowError e) {
      return result(
          request, State.Failed, Reason.Failed, "The attempt has failed: " + e, startedAt, null);
    }
  }

  private AttemptResult take(AttemptRequest request, Instant startedAt) throws Exception {
    if (isExpired(request)) {
      return refuse(
          request,
          Reason.Expired,
          "The request came after " + request.expiresAt() + ": ask again",
          startedAt);
    }
    Optional<ProcessInfo> meant =
        processes
            .look(request.containerID(), request.pid(), request.method())
            .filter(p -> p.startTime() == request.startTime());
    if (meant.isEmpty()) {
      return refuse(
          request,
          Reason.ProcessChanged,
          "The container no longer runs a process %d that began at %d"
              .formatted(request.pid(), request.startTime()),
          startedAt);
    }
    MethodInfo method =
        meant.get().methods().stream()
            .filter(m -> m.method() == request.method())
            .findFirst()
            .orElseThrow();
    if (!method.possible()) {
      return refuse(request, method.reason(), method.message(), startedAt);
    }
    if (method.kills() && !request.killsAllowed()) {
      return refuse(
          request,
          Reason.RestartNotAllowed,
          "SIGQUIT would end the process, and that is not allowed",
          startedAt);
    }
    // whatever does no harm may come late
    if (request.method().signals() && isExpired(request)) {
      return refuse(
          request,
          Reason.Expired,
          "Looking at the process took until after " + request.expiresAt() + ": ask again",
          startedAt);
    }
    return perform(request, meant.get(), startedAt);
  }

  private boolean isExpired(AttemptRequest request) {
    return !Instant.now(clock).isBefore(Instant.parse(request.expiresAt()));
  }

  private AttemptResult perform(AttemptRequest request, ProcessInfo process, Instant startedAt)
      throws Exception {
    return switch (request.method()) {
      case ProcMem -> read(request, process, startedAt);
      case SigQuit -> signal(request, process, startedAt);
      case Jcmd ->
          taken(
              request,
              spool.take(
                  request.attemptId(),
                  out ->
                      attach.threadPrint(process.pid(), process.nspid(), process.startTime(), out)),
              "Thread.print -l by the attach protocol",
              startedAt);
      case Pprof -> {
        String at =
            pprof.find(process.pid()).orElseThrow(() -> new IOException("pprof no longer answers"));
        yield taken(
            request,
            spool.take(request.attemptId(), out -> pprof.goroutines(at, out)),
            "pprof, debug=2",
            startedAt);
      }
    };
  }

  private AttemptResult signal(AttemptRequest request, ProcessInfo process, Instant startedAt) {
    return switch (signals.sigquit(process.pid(), process.startTime())) {
      case SENT ->
          result(
              request,
              State.Done,
              Reason.SignalSent,
              "SIGQUIT sent to pid %d (%s %s)"
                  .formatted(process.pid(), process.runtime(), process.runtimeVersion()),
              startedAt,
              null);
      case GONE -> refuse(request, Reason.ProcessGone, "The process has ended", startedAt);
      case NOT_CAUGHT ->
          refuse(
              request,
              Reason.NotCaught,
              "The process does not handle SIGQUIT: nothing was sent",
              startedAt);
      case DENIED ->
          result(
              request,
              State.Failed,
              Reason.Denied,
              "The operating system does not allow the signal (EPERM)",
              startedAt,
              null);
      case FAILED ->
          result(
              request,
              State.Failed,
              Reason.Failed,
              "The signal could not be sent",
              startedAt,
              null);
    };
  }

  private AttemptResult read(AttemptRequest request, ProcessInfo process, Instant startedAt)
      throws Exception {
    var readings = new ArrayList<Reading>();
    DumpFile dump =
        spool.take(
            request.attemptId(),
            out ->
                readings.add(
                    memory.dump(process.pid(), process.startTime(), request.series(), out)));
    Reading reading = readings.getFirst();
    return taken(
        request,
        reading.complete() ? dump : new DumpFile(dump.bytes(), dump.sha256(), problems(reading)),
        describe(reading),
        startedAt);
  }

  /** Whoever shows them puts them into a sentence of his own. */
  private static List<String> problems(Reading reading) {
    return reading.problems().stream().map(p -> p.replaceFirst("\\.$", "")).toList();
  }

  private static String describe(Reading reading) {
    var text = new StringBuilder("Read from memory: " + reading.goroutines() + " goroutines");
    if (reading.notRun() > 0) {
      text.append(", ").append(reading.notRun()).append(" have not run since the dump before");
    }
    if (reading.torn() > 0) {
      text.append(", ").append(reading.torn()).append(" changed while they were read");
    }
    if (reading.running() > 0) {
      text.append(", ").append(reading.running()).append(" ran all the time");
    }
    return text.toString();
  }

  private AttemptResult taken(
      AttemptRequest request, DumpFile dump, String how, Instant startedAt) {
    return result(request, State.Done, Reason.DumpTaken, how, startedAt, dump);
  }

  private AttemptResult refuse(
      AttemptRequest request, Reason reason, String message, Instant startedAt) {
    return result(request, State.Refused, reason, message, startedAt, null);
  }

  private AttemptResult result(
      AttemptRequest request,
      State state,
      Reason reason,
      @Nullable String message,
      Instant startedAt,
      @Nullable DumpFile dump) {
    return new AttemptResult(
        request.attemptId(),
        state,
        request.method(),
        reason,
        String.valueOf(message),
        startedAt.toString(),
        Instant.now(clock).toString(),
        dump);
  }
}
