package dev.stuckpod.door;

import com.sun.net.httpserver.HttpHandler;
import dev.stuckpod.door.bounded.Recent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All visits that have not ended. */
final class Hall implements Visit.Hall {

  static final int TICK_MILLIS = 250;

  /** While somebody waits outside. */
  private static final int SHORT_TICK_MILLIS = 20;

  /** A handshake takes less, even where both sides are busy. */
  private static final long PATIENCE_NANOS = 300_000_000;

  private static final int KNOWN = 8;

  /** Half of the CPUs, and two at most: a pod's are the app's. */
  private static final int COMPUTING =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

  /** Whether somebody gets in. */
  private enum Admission {
    IN,
    LATER,
    NEVER
  }

  private final Limits limits;
  private final @Nullable Tls tls;
  private final @Nullable Knock knock;
  private final HttpHandler handler;
  private final Seldom log;
  private volatile boolean closing;

  private final Set<Visit> inside = new LinkedHashSet<>();

  private final Outside outside;

  private final Semaphore turns = new Semaphore(COMPUTING, true);

  /** Addresses that have shown a certificate, the last ones. */
  private final Set<String> known = Recent.usedSet(KNOWN);

  Hall(Limits limits, @Nullable Tls tls, @Nullable Knock knock, HttpHandler handler, Seldom log) {
    this.limits = limits;
    this.tls = tls;
    this.knock = knock;
    this.handler = handler;
    this.log = log;
    this.outside = new Outside(limits.outside());
  }

  /** How long to wait for somebody before looking around, in milliseconds. */
  synchronized int tick() {
    return !outside.isEmpty() ? SHORT_TICK_MILLIS : inside.isEmpty() ? 0 : TICK_MILLIS;
  }

  void enter(Line line) throws IOException {
    try {
      var visit = new Visit(line, limits, tls, knock, handler, this, log);
      switch (admit(visit)) {
        case IN -> Thread.ofVirtual().name("visit").start(visit);
        case LATER -> {}
        case NEVER -> line.close();
      }
    } catch (Throwable failed) {
      line.close();
      throw failed;
    }
  }

  private synchronized Admission admit(Visit visit) {
    // behind those of its address that came before
    Admission ruling = outside.has(visit.address()) ? Admission.LATER : rule(visit);
    return ruling == Admission.LATER && !outside.add(visit) ? Admission.NEVER : ruling;
  }

  private Admission rule(Visit visit) {
    List<Visit> strangers = new ArrayList<>();
    for (Visit other : inside) {
      if (!other.isGuest() && !other.isThrownOut()) {
        strangers.add(other);
      }
    }
    var ruling =
        Crowd.decide(
            strangers.stream().map(Visit::asStranger).toList(),
            visit.address(),
            known,
            limits.strangers(),
            limits.perAddress(),
            PATIENCE_NANOS);
    return switch (ruling) {
      case Crowd.Enter _ -> enter(visit);
      case Crowd.Instead(int leaving) when leaving() < limits.strangers() -> {
        strangers.get(leaving).throwOut();
        yield enter(visit);
      }
      case Crowd.Await _, Crowd.Instead _ -> Admission.LATER;
      case Crowd.Refuse _ -> Admission.NEVER;
    };
  }

  private Admission enter(Visit visit) {
    inside.add(visit);
    visit.begin();
    return Admission.IN;
  }

  /** Lets in who has waited outside, of each address in the order in which they came. */
  synchronized void letIn() {
    outside.callEach(
        visit -> {
          Admission ruling = rule(visit);
          if (ruling == Admission.IN) {
            Thread.ofVirtual().name("visit").start(visit);
          } else if (ruling == Admission.NEVER) {
            visit.throwOut();
          }
          return ruling != Admission.LATER;
        });
  }

  /** Those whose threads have not seen yet that they are thrown out: they take memory, too. */
  private long leaving() {
    return inside.stream().filter(Visit::isThrownOut).count();
  }

  @Override
  public synchronized boolean welcome(Visit visit) {
    List<Visit> guests =
        inside.stream().filter(other -> other.isGuest() && !other.isThrownOut()).toList();
    if (guests.size() >= limits.guests()) {
      var idle =
          guests.stream()
              .filter(guest -> !guest.phase().isAsking())
              .max(Comparator.comparingLong(Visit::age));
      if (idle.isEmpty()) {
        return false;
      }
      idle.get().throwOut();
    }
    visit.becomeGuest();
    known.remove(visit.address());
    known.add(visit.address());
    return true;
  }

  @Override
  public Turn computing() {
    return Turn.of(turns);
  }

  @Override
  public boolean isClosing() {
    return closing;
  }

  @Override
  public synchronized void farewell(Visit visit) {
    inside.remove(visit);
    notifyAll();
  }

  synchronized void throwOut(Predicate<Visit> which) {
    for (Visit visit : inside) {
      if (which.test(visit)) {
        visit.throwOut(); // it leaves by itself
      }
    }
    outside.throwOut(which);
  }

  synchronized void close(Duration grace) {
    closing = true;
    throwOut(visit -> !visit.phase().isAsking());
    long end = System.nanoTime() + grace.toNanos();
    try {
      while (inside.stream().anyMatch(visit -> visit.phase().isAsking())) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        wait(left);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
    throwOut(_ -> true);
  }
}
