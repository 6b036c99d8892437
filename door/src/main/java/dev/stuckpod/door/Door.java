package dev.stuckpod.door;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An open port. Takes every connection at once and decides then who stays, so that the kernel's
 * queue is never what a stranger can fill.
 */
public final class Door implements AutoCloseable {

  /** For as many as come before a thread that has much to do takes them. */
  private static final int BACKLOG = 256;

  private static final int TICK_MILLIS = 250;

  /** While somebody waits outside. */
  private static final int SHORT_TICK_MILLIS = 20;

  /** A handshake takes less, even where both sides are busy. */
  private static final long PATIENCE_NANOS = 300_000_000;

  private static final int PAUSE_MILLIS = 50;
  private static final int KNOWN = 8;

  /** Half of the CPUs, and two at most: a pod's are the app's. */
  private static final int COMPUTING =
      Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

  private final ServerSocket socket;
  private final Limits limits;
  private final @Nullable Tls tls;
  private final HttpHandler handler;
  private final Seldom log;
  private final Hall hall = new Hall();
  private final Thread keeper;
  private volatile boolean closing;
  private long lastTick = System.nanoTime();

  /**
   * Opens a port.
   *
   * @param port 0 takes a free one
   * @param tls null for none
   * @param handler of all requests, one thread for each
   * @param log takes one line for each failure of our own
   * @throws IOException if the port is taken
   */
  public Door(int port, Limits limits, @Nullable Tls tls, HttpHandler handler, Consumer<String> log)
      throws IOException {
    this.limits = limits;
    this.tls = tls;
    this.handler = handler;
    this.log = new Seldom(log);
    this.socket = new Lines();
    socket.bind(new InetSocketAddress(port), BACKLOG);
    keeper = new Thread(this::keep, "door " + port());
    keeper.setDaemon(false); // a process with an open port does not end by itself
    keeper.start();
  }

  /** The port that is open. */
  public int port() {
    return socket.getLocalPort();
  }

  /** The thread that takes connections: as long as it runs, so does the process. */
  Thread keeper() {
    return keeper;
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  /** Lets nobody in any more, and gives those whose request has begun so much time. */
  public void close(Duration grace) {
    closing = true;
    try {
      socket.close();
    } catch (IOException closed) {
      // as is wanted
    }
    hall.close(grace);
  }

  /** Connections that can be waited for. */
  private static final class Lines extends ServerSocket {
    Lines() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      var line = new Line();
      implAccept(line);
      return line;
    }
  }

  /** Never ends before the port is closed: without it nobody would get in again. */
  private void keep() {
    while (!closing) {
      try {
        socket.setSoTimeout(hall.tick()); // no clock ticks where nobody is
        hall.enter((Line) socket.accept());
        tick();
      } catch (SocketTimeoutException quiet) {
        tick();
      } catch (Throwable failed) {
        if (!closing) {
          makeRoom(failed);
        }
      }
    }
  }

  private void tick() {
    hall.letIn();
    if (System.nanoTime() - lastTick > TICK_MILLIS * 1_000_000L) {
      lastTick = System.nanoTime();
      hall.throwOut(Visit::isOverdue);
    }
  }

  /** Memory or file descriptors are short: strangers give theirs back first. */
  private void makeRoom(Throwable failed) {
    try {
      hall.throwOut(visit -> !visit.isGuest());
      log.accept("connections of strangers are closed: " + failed);
      Thread.sleep(PAUSE_MILLIS);
    } catch (Throwable again) {
      Thread.onSpinWait();
    }
  }

  /** Whether somebody gets in. */
  private enum Admission {
    IN,
    LATER,
    NEVER
  }

  /** All visits that have not ended. */
  private final class Hall implements Visit.Hall {

    private final Set<Visit> inside = new LinkedHashSet<>();

    /** They have a socket and nothing else. */
    private final Deque<Visit> outside = new ArrayDeque<>();

    private final Semaphore turns = new Semaphore(COMPUTING, true);

    /** Addresses that have shown a certificate, the last ones. */
    private final Set<String> known =
        Collections.newSetFromMap(
            new LinkedHashMap<>(KNOWN, 0.75f, true) {
              @Override
              protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > KNOWN;
              }
            });

    /** How long to wait for somebody before looking around, in milliseconds. */
    synchronized int tick() {
      return !outside.isEmpty() ? SHORT_TICK_MILLIS : inside.isEmpty() ? 0 : TICK_MILLIS;
    }

    void enter(Line line) throws IOException {
      try {
        var visit = new Visit(line, limits, tls, handler, this, log);
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
      if (outside.stream().anyMatch(other -> other.address().equals(visit.address()))) {
        return stay(visit); // behind those that came before
      }
      return switch (rule(visit)) {
        case IN -> Admission.IN;
        case LATER -> stay(visit);
        case NEVER -> Admission.NEVER;
      };
    }

    private Admission stay(Visit visit) {
      if (outside.size() >= limits.outside()) {
        Visit leaving = lastOfTheMost();
        if (leaving.address().equals(visit.address())) {
          return Admission.NEVER;
        }
        outside.remove(leaving);
        leaving.throwOut();
      }
      outside.add(visit);
      return Admission.LATER;
    }

    /** Of the address that has the most outside, the one that came last. */
    private Visit lastOfTheMost() {
      Map<String, Integer> counts = new HashMap<>();
      outside.forEach(other -> counts.merge(other.address(), 1, Integer::sum));
      Visit last = outside.getFirst();
      for (Visit other : outside) {
        int more =
            Integer.compare(
                counts.getOrDefault(other.address(), 0), counts.getOrDefault(last.address(), 0));
        if (more > 0 || more == 0 && other.address().equals(last.address())) {
          last = other;
        }
      }
      return last;
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
      Set<String> tried = new HashSet<>();
      for (Iterator<Visit> waiting = outside.iterator(); waiting.hasNext(); ) {
        Visit visit = waiting.next();
        if (visit.isThrownOut()) {
          waiting.remove();
        } else if (tried.add(visit.address())) {
          Admission admission = rule(visit);
          if (admission != Admission.LATER) {
            waiting.remove();
            tried.remove(visit.address());
          }
          if (admission == Admission.IN) {
            Thread.ofVirtual().name("visit").start(visit);
          } else if (admission == Admission.NEVER) {
            visit.throwOut();
          }
        }
      }
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
      outside.stream().filter(which).forEach(Visit::throwOut);
    }

    synchronized void close(Duration grace) {
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
}
