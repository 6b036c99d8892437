package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.AttemptRequest;
import dev.stuckpod.protocol.AttemptResult;
import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.GlanceRequest;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.protocol.ProcessInfo;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.spool.Spool;
import dev.stuckpod.text.Cut;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Glances at the pod's processes, and takes a dump of the first that looks stuck, in a way that it
 * does not notice. Of a JVM nobody can see from outside who waits for locks: its threads are
 * printed where hardly any runs and somebody outside waits, and what shows no lock that is waited
 * for is thrown away.
 */
public final class AppLook implements Looking {

  /** Of so many of a pod's processes it is asked what they are, and so many are glanced at. */
  private static final int MOST_PIDS = 64;

  private static final int MOST_APPS = 4;

  /** More need not be counted. */
  private static final int MOST_WAITING = 100_000;

  /** The ways that do no harm and ask no port of the app's. */
  private static final List<CaptureMethod> METHODS =
      List.of(CaptureMethod.ProcMem, CaptureMethod.Jcmd);

  private final Proc proc;
  private final IntFunction<Optional<String>> containerOf;
  private final ContainerProcesses processes;
  private final Glances glances;
  private final Attempts attempts;
  private final Spool spool;

  /**
   * Looks with the parts of a sidecar.
   *
   * @param containerOf the id of the container that a process belongs to; empty where it is none of
   *     the app's
   */
  public AppLook(
      Proc proc,
      IntFunction<Optional<String>> containerOf,
      ContainerProcesses processes,
      Glances glances,
      Attempts attempts,
      Spool spool) {
    this.proc = proc;
    this.containerOf = containerOf;
    this.processes = processes;
    this.glances = glances;
    this.attempts = attempts;
    this.spool = spool;
  }

  /** A process that can be dumped. */
  private record App(String container, ProcessInfo process, CaptureMethod method) {

    GlanceRequest glance() {
      return new GlanceRequest(container, process.pid(), process.startTime());
    }
  }

  @Override
  public Optional<KeptDump> look(boolean suspected, long end) throws InterruptedException {
    for (App app : apps(end)) {
      boolean asked = app.method() == CaptureMethod.Jcmd && !suspected;
      if (asked && Unserved.count(proc, app.process().pid()) == 0) {
        continue; // nobody waits for it
      }
      Standstill seen = watch(app, end);
      if (seen.sight() == Standstill.Sight.Stands && System.nanoTime() - end < 0) {
        Optional<KeptDump> dump = dump(app, seen);
        if (dump.isPresent()) {
          return dump;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void drop(KeptDump dump) {
    spool.remove(dump.attemptId());
  }

  private List<App> apps(long end) {
    var apps = new ArrayList<App>();
    List<Integer> pids;
    try {
      pids = proc.pids().stream().sorted().toList();
    } catch (IOException unseen) {
      return List.of();
    }
    int asked = 0;
    for (int pid : pids) {
      Optional<String> container = containerOf.apply(pid);
      if (container.isEmpty()) {
        continue;
      }
      app(container.get(), pid).ifPresent(apps::add);
      if (++asked == MOST_PIDS || apps.size() == MOST_APPS || System.nanoTime() - end >= 0) {
        break;
      }
    }
    return apps;
  }

  private Optional<App> app(String container, int pid) {
    return METHODS.stream()
        .flatMap(
            method ->
                processes.look(container, pid, method).stream()
                    .filter(info -> info.methods().getFirst().possible())
                    .map(info -> new App(container, info, method)))
        .findFirst();
  }

  private Standstill watch(App app, long end) throws InterruptedException {
    var seen = new ArrayList<Glance>(List.of(glances.glance(app.glance())));
    Standstill now = Standstill.of(seen);
    for (Duration pause : Standstill.PAUSES) {
      if (now.sight() != Standstill.Sight.Perhaps || System.nanoTime() - end >= 0) {
        break;
      }
      Thread.sleep(pause);
      seen.add(glances.glance(app.glance()));
      now = Standstill.of(seen);
    }
    return now;
  }

  private Optional<KeptDump> dump(App app, Standstill seen) {
    Instant now = Instant.now();
    var request =
        new AttemptRequest(
            UUID.randomUUID().toString(),
            app.method(),
            app.container(),
            app.process().pid(),
            app.process().startTime(),
            now.plus(AttemptRequest.LIFETIME).toString(),
            false);
    AttemptResult result = attempts.make(request);
    if (result.state() != AttemptResult.State.Done || result.dump() == null) {
      return Optional.empty();
    }
    boolean counted = app.method() == CaptureMethod.ProcMem;
    int waiting = counted ? seen.waiting() : waiting(request.attemptId());
    if (waiting == 0) {
      spool.remove(request.attemptId());
      return Optional.empty();
    }
    return Optional.of(
        new KeptDump(
            request.attemptId(),
            app.method(),
            app.container(),
            app.process().pid(),
            app.process().startTime(),
            now.toString(),
            waiting,
            Cut.bare(sentence(app.method(), waiting), KeptDump.LONGEST_MESSAGE)));
  }

  private int waiting(String attemptId) {
    try {
      return spool.read(attemptId, in -> ThreadLocks.count(in, MOST_WAITING));
    } catch (IOException gone) {
      return 0;
    }
  }

  private static String sentence(CaptureMethod method, int waiting) {
    Map<CaptureMethod, String> whose =
        Map.of(CaptureMethod.ProcMem, "goroutine", CaptureMethod.Jcmd, "thread");
    boolean one = waiting == 1;
    return Stream.of(
            Integer.toString(waiting),
            whose.get(method) + (one ? "" : "s"),
            one ? "waits" : "wait",
            "for locks, and while the sidecar looked",
            method == CaptureMethod.ProcMem ? "none of them has run" : "hardly any thread has run")
        .reduce((a, b) -> a + " " + b)
        .orElseThrow();
  }
}
