package dev.stuckpod.sidecar.glancing;

import dev.stuckpod.goroutines.UnreadableException;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.MethodInfo;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.protocol.Reason;
import dev.stuckpod.sidecar.memory.OneProcess;
import dev.stuckpod.sidecar.patience.Patience;
import dev.stuckpod.sidecar.patience.TooLateException;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.process.Unreadable;
import dev.stuckpod.text.Cut;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Answers glances, one at a time. What was searched for in a process, and what was seen of it, is
 * kept for the next glance while they go on. A process that holds its glance up keeps no other from
 * being glanced at.
 */
public final class Glances {

  /** A glance takes milliseconds, the first at a process more. */
  private static final Duration WITHIN = Duration.ofSeconds(10);

  /**
   * Whoever asks sooner is told the same again: the kernel counts what a thread runs a few times a
   * second only, and nobody needs to know so soon.
   */
  private static final Duration AGAIN = Duration.ofMillis(100);

  /** So long at least it is remembered after the last one. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  /** So long at most, by who asks more seldom than once a minute. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Proc proc;
  private final ContainerProcesses processes;
  private final Gazes gazes;
  private final Patience patience = new Patience(1, 1);

  /** Glances at processes of containers. */
  public Glances(Proc proc, ContainerProcesses processes) {
    this.proc = proc;
    this.processes = processes;
    this.gazes = new Gazes(REMEMBERED, LONGEST, System::nanoTime);
  }

  /** Says why a process is not glanced at. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String sentence;

    RefusedException(Reason reason, String sentence) {
      super(sentence);
      this.reason = reason;
      this.sentence = sentence;
    }
  }

  /** Glances at a process, or says why not; never throws. */
  public Glance glance(GlanceRequest request) {
    String container = request.containerID();
    try {
      return patience.spend(container, "glance at " + container, WITHIN, () -> look(request));
    } catch (TooLateException late) {
      return late.begun() || late.hopeless()
          ? refused(
              request,
              Reason.TimedOut,
              "The app holds up whoever looks at the process (" + late.getMessage() + ")")
          : refused(request, Reason.Expired, "Other glances took too long: ask again");
    } catch (RefusedException refusal) {
      return refused(request, refusal.reason, refusal.sentence);
    } catch (UnreadableException unreadable) {
      Unreadable why = Unreadable.of(unreadable);
      return refused(request, why.reason(), why.message());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
      return refused(request, Reason.Failed, "The sidecar is ending");
    } catch (Exception | OutOfMemoryError | StackOverflowError wrong) {
      return refused(request, Reason.Failed, "The glance has failed: " + wrong);
    }
  }

  private Glance look(GlanceRequest request) throws Exception {
    if (!proc.startTime(request.pid()).equals(OptionalLong.of(request.startTime()))) {
      throw changed(request);
    }
    // by its program, too: a process that runs another one is still the same to the kernel
    var key = new Gazes.Key(request, proc.program(request.pid()));
    Optional<Gazes.Kept> before = gazes.take(key);
    if (before.isPresent()) {
      Glance last = before.get().last();
      if (System.nanoTime() - last.atNanos() < AGAIN.toNanos()) {
        gazes.keep(key, before.get());
        return last;
      }
      try {
        return look(key, before.get().gaze());
      } catch (UnreadableException | IOException changed) {
        // it has ended, or runs its program anew
      }
    }
    return look(key, begin(request));
  }

  /** A gaze that fails knows no more what it saw. */
  private Glance look(Gazes.Key key, Gaze gaze) throws UnreadableException, IOException {
    Glance glance = null;
    try {
      glance = gaze.look(key.request(), System.nanoTime());
      return glance;
    } finally {
      if (glance != null) {
        gazes.keep(key, new Gazes.Kept(gaze, glance));
      } else {
        gaze.close();
      }
    }
  }

  private Gaze begin(GlanceRequest request)
      throws RefusedException, UnreadableException, IOException {
    ProcessInfo process =
        processes
            .look(request.containerID(), request.pid(), CaptureMethod.ProcMem)
            .filter(found -> found.startTime() == request.startTime())
            .orElseThrow(() -> changed(request));
    MethodInfo memory = process.methods().getFirst();
    if (memory.possible()) {
      return new GoroutineGaze(OneProcess.open(proc, process.pid(), process.startTime()));
    }
    boolean identified = process.exe() != null;
    boolean hasNoGoroutines =
        memory.reason() == Reason.WrongRuntime || memory.reason() == Reason.NotIdentified;
    if (identified && hasNoGoroutines) {
      return new ThreadGaze(proc, process);
    }
    throw new RefusedException(memory.reason(), memory.message());
  }

  private static RefusedException changed(GlanceRequest request) {
    return new RefusedException(
        Reason.ProcessChanged,
        "The container no longer runs a process %d that began at %d"
            .formatted(request.pid(), request.startTime()));
  }

  private static Glance refused(GlanceRequest request, Reason reason, String sentence) {
    return Glance.refused(request, reason, Cut.bare(sentence, Glance.LONGEST_MESSAGE));
  }
}
