package dev.stuckpod.sidecar;

import dev.stuckpod.sidecar.process.Containers;
import dev.stuckpod.sidecar.server.Entrance;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Opens the port without taking it from the app, which starts a moment later: most apps that listen
 * on the same one have taken it by then. One that is slower, and ends for it, is restarted and
 * finds it free.
 */
final class Arrival {

  private static final Duration SHORTLY = Duration.ofMillis(200);
  private static final Duration NOW_AND_THEN = Duration.ofMillis(500);

  /** No process of an app comes for so long where an image is fetched, or can be seen. */
  private static final Duration APP_COMES_WITHIN = Duration.ofMinutes(1);

  /** So long after its start the app has the port, where it wants it. */
  private static final Duration APP_LISTENS_WITHIN = Duration.ofSeconds(3);

  /** An app that restarts later does not do so for the port. */
  private static final Duration WATCHED = Duration.ofMinutes(10);

  private static final Duration RETRY = Duration.ofMinutes(1);

  private final Containers containers;
  private final BooleanSupplier signalled;
  private final IntSupplier announced;
  private final Entrance entrance;
  private final Pause pause;
  private final Consumer<String> log;
  private boolean blind;

  /** How often it was said up to the last restart. */
  private int said;

  /** Lets time pass. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Opens nothing yet.
   *
   * @param signalled whether the app may have been ended by the sidecar itself
   * @param announced how often it was said, as by the kubelet, that the app is about to be ended
   */
  Arrival(
      Containers containers,
      BooleanSupplier signalled,
      IntSupplier announced,
      Entrance entrance,
      Pause pause,
      Consumer<String> log) {
    this.containers = containers;
    this.signalled = signalled;
    this.announced = announced;
    this.entrance = entrance;
    this.pause = pause;
    this.log = log;
  }

  /**
   * Opens it.
   *
   * @param before whether the app is to start after this, and is waited for
   */
  void open(boolean before) throws InterruptedException {
    look();
    if (before) {
      look(SHORTLY, APP_COMES_WITHIN, containers::haveGrown);
      look(SHORTLY, APP_LISTENS_WITHIN, () -> false);
    }
    openSome(entrance, pause, log);
  }

  /** Leaves the port to the app where that ends for want of it; returns when it no longer can. */
  void watch() throws InterruptedException {
    said = announced.getAsInt();
    look(NOW_AND_THEN, WATCHED, () -> signalled.getAsBoolean() || hasEndedByItself());
    if (containers.haveRestarted() && !signalled.getAsBoolean()) {
      giveWay();
    }
  }

  /** Whom the kubelet ends, after it has asked here, has not failed for the port. */
  private boolean hasEndedByItself() {
    int now = announced.getAsInt();
    if (containers.haveRestarted() && now != said) {
      said = now;
      containers.beginAnew();
    }
    return containers.haveRestarted();
  }

  /** Opens a port, however long it takes. */
  static void openSome(Entrance entrance, Pause pause, Consumer<String> log)
      throws InterruptedException {
    for (boolean open = false; !open; ) {
      try {
        entrance.open();
        open = true;
      } catch (IOException taken) {
        log.accept("no port can be opened, it is tried again in a minute: " + taken.getMessage());
        pause.sleep(RETRY);
      }
    }
  }

  private void giveWay() {
    try {
      entrance.giveWay();
    } catch (IOException taken) {
      log.accept("the port is kept, as no other can be opened: " + taken.getMessage());
    }
  }

  private void look(Duration every, Duration most, BooleanSupplier done)
      throws InterruptedException {
    for (Duration waited = Duration.ZERO;
        !done.getAsBoolean() && waited.compareTo(most) < 0;
        waited = waited.plus(every)) {
      pause.sleep(every);
      look();
    }
  }

  private void look() {
    try {
      containers.look();
    } catch (IOException unseen) {
      if (!blind) {
        log.accept("the pod's processes cannot be seen: " + unseen.getMessage());
      }
      blind = true;
    }
  }
}
