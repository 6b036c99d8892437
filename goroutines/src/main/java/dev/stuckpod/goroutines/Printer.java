package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.locks.Blockage;
import dev.stuckpod.goroutines.locks.Role;
import dev.stuckpod.goroutines.locks.Waiters;
import dev.stuckpod.goroutines.reach.Unreached;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.runtime.Status;
import dev.stuckpod.goroutines.runtime.Waits;
import dev.stuckpod.goroutines.sightings.Sightings;
import dev.stuckpod.goroutines.sockets.PollWait;
import dev.stuckpod.goroutines.sockets.Sockets;
import dev.stuckpod.goroutines.stack.Frames;
import dev.stuckpod.goroutines.stack.Unwinder;
import dev.stuckpod.goroutines.text.GoroutineText;
import dev.stuckpod.goroutines.text.LocksText;
import dev.stuckpod.goroutines.text.ReachText;
import dev.stuckpod.goroutines.text.Style;
import dev.stuckpod.goroutines.text.Text;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one goroutine after the other, and prints those that stood still meanwhile. */
final class Printer {

  private static final double SECOND = 1e9;

  private final Goroutine goroutine;
  private final Waits waits;
  private final Blockage blockage;
  private final boolean readsLocks;
  private final Holding holding;
  private final Waiters waiters = new Waiters();
  private final Unwinder unwinder;
  private final GoroutineText goroutineText;
  private final Text text = new Text();
  private final @Nullable Unreached unreached;
  private final PollWait pollWait;
  private final @Nullable Sockets sockets;
  private long socket;
  private boolean hasNotRun;

  /**
   * Prints goroutines of a program.
   *
   * @param flow what is known of its code; null where that cannot be followed
   * @param unreached whom nothing can wake; null where that was not looked for
   * @param sockets of the process; null where these cannot be told
   */
  Printer(
      Program program,
      Anchors anchors,
      @Nullable Flow flow,
      @Nullable Unreached unreached,
      @Nullable Sockets sockets) {
    this.unreached = unreached;
    this.sockets = sockets;
    CallSites sites = program.callSites();
    Arch arch = program.tables().arch();
    int minor = program.version().minor();
    goroutine = new Goroutine(program.memory(), anchors.layout().g(), minor);
    waits = new Waits(program.memory(), anchors.layout());
    blockage = new Blockage(arch);
    pollWait = new PollWait(program.memory(), arch, minor);
    readsLocks = flow != null;
    unwinder = new Unwinder(sites, arch);
    holding = new Holding(program, flow);
    goroutineText =
        new GoroutineText(
            program.memory(),
            anchors.layout(),
            anchors.reasons(),
            sites,
            arch,
            Style.of(minor, program.printsLabels()));
  }

  /**
   * Prints a goroutine if it stands still.
   *
   * @param next the one that will be printed next, 0 where that is not known
   * @param earlier at {@code i} what an earlier reading saw of it, or null
   */
  Seen print(long g, long next, @Nullable Sightings earlier, int i) throws IOException {
    Seen seen = goroutine.look(g);
    if (seen != Seen.STILL) {
      return seen;
    }
    waits.clear();
    if (goroutine.status() == Status.WAITING && goroutineText.isAtChannel(goroutine)) {
      waits.read(goroutine.address(), goroutine.waiting());
    }
    Frames frames = unwinder.follow(goroutine.stack(), goroutine.registers());
    readBlockage(frames);
    readSocket(frames);
    holding.look(goroutine, frames);
    boolean whole = goroutine.stack().isWhole();
    if (whole && !goroutine.isUnchanged(next)) {
      return Seen.CHANGING;
    }
    hasNotRun =
        earlier != null
            && earlier.goid(i) == goroutine.goid()
            && earlier.stand(i) == goroutine.stand();
    int mark = text.mark();
    print(frames, hasNotRun && earlier != null ? earlier.time() : 0);
    // a long stack is copied bit by bit, while it is followed and printed
    if (!whole && !goroutine.isUnchanged(next)) {
      text.reset(mark);
      return Seen.CHANGING;
    }
    if (readsLocks) {
      remember();
      holding.keep(goroutine, frames, blockage.lock());
    }
    return Seen.STILL;
  }

  /** Notes what the goroutine printed last waits for. */
  private void remember() {
    Role role = blockage.role();
    if (role != null) {
      waiters.add(
          role, blockage.address(), goroutine.address(), goroutine.goid(), goroutine.waitStand());
    }
    for (int i = 0; i < waits.size(); i++) {
      Role way =
          switch (waits.direction(i)) {
            case RECEIVE -> Role.RECEIVER;
            case SEND -> Role.SENDER;
            case ON -> null;
          };
      if (way != null) {
        waiters.add(
            way, waits.channel(i), goroutine.address(), goroutine.goid(), goroutine.waitStand());
      }
    }
  }

  /** Gives who holds what, of those printed. */
  Claims claims() {
    return holding.claims();
  }

  /** Gives who waits for what, of those printed. */
  Waiters waiters() {
    return waiters;
  }

  /** Prints a goroutine without its stack; false where it has ended. */
  boolean printWithoutStack(long g, boolean torn) throws IOException {
    Seen seen = goroutine.glance(g);
    if (seen == Seen.DEAD || seen == Seen.NONSENSE) {
      return false;
    }
    holding.miss();
    goroutineText.printHeader(goroutine, System.nanoTime(), text);
    if (!torn) {
      goroutineText.printRunning(text);
    }
    goroutineText.printCreation(goroutine, text);
    if (torn) {
      goroutineText.remark("torn: it changed each time that it was read", text);
    }
    text.endBlock();
    return true;
  }

  /** Whether the goroutine printed last has not run since the earlier reading. */
  boolean hasNotRun() {
    return hasNotRun;
  }

  /** Gives the goroutine read last. */
  Goroutine goroutine() {
    return goroutine;
  }

  /** Gives what has been printed. */
  Text text() {
    return text;
  }

  private void readBlockage(Frames frames) throws IOException {
    blockage.clear();
    if (readsLocks && goroutine.waits() && Blockage.isPossible(goroutineText.state(goroutine))) {
      blockage.read(
          frames, goroutine.stack(), frame -> holding.firstArgument(goroutine, frames, frame));
    }
  }

  /** A descriptor is another socket's once the goroutine has run: both are looked at before. */
  private void readSocket(Frames frames) throws IOException {
    socket = 0;
    if (sockets != null
        && goroutine.waits()
        && PollWait.isPossible(goroutineText.state(goroutine))) {
      int descriptor = pollWait.read(goroutine.address(), frames, goroutine.stack());
      socket = descriptor == PollWait.NONE ? 0 : sockets.at(descriptor);
    }
  }

  private void printBlockage() {
    Role role = blockage.role();
    if (role != null) {
      LocksText.printWait(role, blockage.address(), text);
    }
    String said = socket == 0 || sockets == null ? null : sockets.say(socket);
    if (said != null) {
      goroutineText.remark("at socket: " + said, text);
    }
  }

  private void print(Frames frames, long notSince) throws IOException {
    long now = System.nanoTime();
    goroutineText.printHeader(goroutine, now, text);
    goroutineText.printFrames(goroutine, frames, text);
    goroutineText.printCreation(goroutine, text);
    goroutineText.printWaits(goroutine, waits, text);
    printBlockage();
    if (notSince != 0) {
      double seconds = (now - notSince) / SECOND;
      goroutineText.remark(String.format(Locale.ROOT, "has not run for %.1fs", seconds), text);
    }
    if (unreached != null && unreached.has(goroutine.goid(), goroutine.waitStand())) {
      ReachText.print(unreached, text);
    }
    if (!frames.end().isEmpty()) {
      goroutineText.remark("unwinding stopped: " + frames.end(), text);
    }
    text.endBlock();
  }
}
