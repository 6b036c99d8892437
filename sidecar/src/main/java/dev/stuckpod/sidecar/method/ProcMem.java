package dev.stuckpod.sidecar.method;

import dev.stuckpod.goroutines.Reading;
import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.DumpFile;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.memory.GoMemory;
import dev.stuckpod.sidecar.process.Observed;
import dev.stuckpod.sidecar.process.Unreadable;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the goroutines of a Go process out of its memory. */
final class ProcMem implements Method {

  private final Fact<Optional<Unreadable>> obstacle;
  private final GoMemory memory;
  private final Spool spool;

  /**
   * Reads by a reader.
   *
   * @param obstacle why the memory of a process cannot be read
   */
  ProcMem(Fact<Optional<Unreadable>> obstacle, GoMemory memory, Spool spool) {
    this.obstacle = obstacle;
    this.memory = memory;
    this.spool = spool;
  }

  @Override
  public CaptureMethod id() {
    return CaptureMethod.ProcMem;
  }

  @Override
  public Set<String> runtimes() {
    return Set.of(ProcessInfo.GO);
  }

  /** Reading a large process's memory ends by itself after two minutes, with what it has. */
  @Override
  public Duration within() {
    return Duration.ofSeconds(150);
  }

  @Override
  public MethodInfo look(Observed process) throws IOException {
    return obstacle
        .of(process)
        .map(why -> MethodInfo.refused(id(), why.reason(), why.message()))
        .orElseGet(() -> MethodInfo.possible(id(), "The goroutines can be read from its memory"));
  }

  @Override
  public Outcome take(AttemptRequest request, ProcessInfo process) throws Exception {
    var readings = new ArrayList<Reading>();
    DumpFile dump;
    try {
      dump =
          spool.take(
              request.attemptId(),
              out ->
                  readings.add(
                      memory.dump(process.pid(), process.startTime(), request.series(), out)));
    } catch (UnreadableException e) {
      Unreadable why = Unreadable.of(e);
      return Outcome.failed(why.reason(), why.message());
    }
    Reading reading = readings.getFirst();
    return Outcome.taken(
        reading.complete() ? dump : new DumpFile(dump.bytes(), dump.sha256(), problems(reading)),
        describe(reading));
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
}
