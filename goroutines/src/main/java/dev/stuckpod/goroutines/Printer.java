package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.code.flow.Flow;
import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.locks.Blockage;
import dev.stuckpod.goroutines.locks.Role;
import dev.stuckpod.goroutines.memory.Block;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one goroutine after the other, and prints what was read. */
final class Printer {

  private static final double SECOND = 1e9;

  private final Goroutine goroutine;
  private final Waits waits;
  private final Blockage blockage;
  private final boolean readsLocks;
  private final Holding holding;
  private final Unwinder unwinder;
  private final GoroutineText goroutineText;
  private final Text text = new Text();
  private final @Nullable Unreached unreached;
  private final PollWait pollWait;
  private final @Nullable Sockets sockets;
  private long socket;
  private Holding.Found held = Holding.Found.NOTHING;
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
   * Prints a goroutine that is still at a first look: whether it was until now is yet to be told.
   *
   * @param earlier at {@code i} what an earlier reading saw of it, or null
   */
  Seen print(long g, @Nullable Sightings earlier, int i) throws IOException {
    return read(goroutine.look(g), earlier, i);
  }

  /**
   * Prints a goroutine that is still, as {@link #print(long, Sightings, int)}.
   *
   * @param first what was seen at that look
   */
  Seen print(long g, Block first, @Nullable Sightings earlier, int i) throws IOException {
    return read(goroutine.look(g, first), earlier, i);
  }

  private Seen read(Seen seen, @Nullable Sightings earlier, int i) throws IOException {
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
    held = holding.look(goroutine, frames);
    hasNotRun =
        earlier != null
            && earlier.goid(i) == goroutine.goid()
            && earlier.stand(i) == goroutine.stand();
    print(frames, hasNotRun && earlier != null ? earlier.time() : 0);
    return Seen.STILL;
  }

  /** Looks again whether the goroutine printed last has not run since the first look. */
  boolean isUnchanged() throws IOException {
    return goroutine.isUnchanged();
  }

  /** Gives what was read of the goroutine printed last. */
  Finding finding() {
    return new Finding(
        new Claims.Who(goroutine.address(), goroutine.goid(), goroutine.stand()),
        readsLocks ? goroutine.waitStand() : 0,
        hasNotRun,
        readsLocks ? blockage.role() : null,
        blockage.address(),
        blockage.lock(),
        readsLocks ? channels() : List.of(),
        held);
  }

  private List<Finding.AtChannel> channels() {
    if (waits.size() == 0) {
      return List.of();
    }
    List<Finding.AtChannel> channels = new ArrayList<>(waits.size());
    for (int i = 0; i < waits.size(); i++) {
      switch (waits.direction(i)) {
        case RECEIVE -> channels.add(new Finding.AtChannel(Role.RECEIVER, waits.channel(i)));
        case SEND -> channels.add(new Finding.AtChannel(Role.SENDER, waits.channel(i)));
        case ON -> {}
      }
    }
    return channels;
  }

  /** Prints a goroutine without its stack; false where it has ended. */
  boolean printWithoutStack(long g, boolean torn) throws IOException {
    Seen seen = goroutine.glance(g);
    if (seen == Seen.DEAD || seen == Seen.NONSENSE) {
      return false;
    }
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
