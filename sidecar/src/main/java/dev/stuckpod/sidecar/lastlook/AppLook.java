package dev.stuckpod.sidecar.lastlook;

import dev.stuckpod.protocol.CaptureMethod;
import dev.stuckpod.protocol.Glance;
import dev.stuckpod.protocol.KeptDump;
import dev.stuckpod.sidecar.attempt.Attempts;
import dev.stuckpod.sidecar.glancing.Glances;
import dev.stuckpod.sidecar.process.ContainerProcesses;
import dev.stuckpod.sidecar.process.Proc;
import dev.stuckpod.sidecar.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;

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

  /** After so many glances, a third of the way, reading begins. */
  private static final int AHEAD = 3;

  /** The memory of a sidecar takes one large thing at a time. */
  private static final int MOST_AHEAD = 10_000;

  /** The ways that do no harm and ask no port of the app's. */
  private static final List<CaptureMethod> METHODS =
      List.of(CaptureMethod.ProcMem, CaptureMethod.Jcmd);

  private final Proc proc;
  private final IntFunction<Optional<String>> containerOf;
  private final ContainerProcesses processes;
  private final Glances glances;
  private final Attempts attempts;
  private final Spool spool;
  private final IntSupplier port;

  /**
   * Looks with the parts of a sidecar.
   *
   * @param containerOf the id of the container that a process belongs to; empty where it is none of
   *     the app's
   * @param port of the sidecar
   */
  public AppLook(
      Proc proc,
      IntFunction<Optional<String>> containerOf,
      ContainerProcesses processes,
      Glances glances,
      Attempts attempts,
      Spool spool,
      IntSupplier port) {
    this.proc = proc;
    this.containerOf = containerOf;
    this.processes = processes;
    this.glances = glances;
    this.attempts = attempts;
    this.spool = spool;
    this.port = port;
  }

  @Override
  public Optional<KeptDump> look(boolean suspected, long end) throws InterruptedException {
    for (App app : apps(end)) {
      boolean asked = app.method() == CaptureMethod.Jcmd && !suspected;
      if (asked && Unserved.count(proc, app.process().pid(), port.getAsInt()) == 0) {
        continue; // nobody waits for it
      }
      Optional<KeptDump> dump = watch(app, end);
      if (dump.isPresent()) {
        return dump;
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

  /** Glances a few times, and takes a dump of what stands. */
  private Optional<KeptDump> watch(App app, long end) throws InterruptedException {
    var seen = new ArrayList<Glance>(List.of(glances.glance(app.glance())));
    Standstill now = Standstill.of(seen);
    Begun begun = null;
    try {
      for (Duration pause : Standstill.PAUSES) {
        boolean late = begun == null && System.nanoTime() - end >= 0;
        if (now.sight() != Standstill.Sight.Perhaps || late) {
          break;
        }
        begun = begun == null && isReadAhead(app, seen, now) ? Begun.of(attempts, app) : begun;
        Thread.sleep(pause);
        seen.add(glances.glance(app.glance()));
        now = Standstill.of(seen);
      }
      boolean late = begun == null && System.nanoTime() - end >= 0;
      if (now.sight() != Standstill.Sight.Stands || late) {
        return Optional.empty();
      }
      Begun dump = begun == null ? Begun.of(attempts, app) : begun;
      begun = null; // somebody has it
      return dump.keep(spool, now);
    } finally {
      if (begun != null) {
        begun.drop(spool);
      }
    }
  }

  /**
   * Whoever stands for a while mostly stands for good: reading has begun when that is certain, and
   * the time that is left is for handing it over. Nothing of it is seen by the app.
   */
  private static boolean isReadAhead(App app, List<Glance> seen, Standstill now) {
    return app.method() == CaptureMethod.ProcMem
        && seen.size() == AHEAD
        && now.waiting() <= MOST_AHEAD;
  }
}
