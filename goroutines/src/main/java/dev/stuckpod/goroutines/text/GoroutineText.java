package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.calls.CallSites;
import dev.stuckpod.goroutines.calls.Creation;
import dev.stuckpod.goroutines.elf.Arch;
import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.memory.Memory;
import dev.stuckpod.goroutines.runtime.Goroutine;
import dev.stuckpod.goroutines.runtime.Status;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import dev.stuckpod.goroutines.runtime.Waits;
import dev.stuckpod.goroutines.stack.Frames;
import java.io.IOException;

/**
 * Prints one goroutine as goroutineheader and traceback1 in src/runtime/traceback.go do at
 * traceback level 2, that of a SIGQUIT. What the runtime does not tell follows in lines that begin
 * with a tab and {@code #}.
 */
public final class GoroutineText {

  private static final long MINUTE = 60_000_000_000L;
  private static final int MAIN = 1;

  private final Memory memory;
  private final Layout layout;
  private final WaitReasons reasons;
  private final CallSites sites;
  private final FramesText framesText;
  private final Labels labels;
  private final Style style;
  private final Block threadId = new Block(8);

  /** Prints goroutines of one program. */
  public GoroutineText(
      Memory memory, Layout layout, WaitReasons reasons, CallSites sites, Arch arch, Style style) {
    this.memory = memory;
    this.layout = layout;
    this.reasons = reasons;
    this.sites = sites;
    framesText = new FramesText(arch, style.printsBothEnds());
    labels = new Labels(memory);
    this.style = style;
  }

  /** Gives the words for what a goroutine does. */
  public String state(Goroutine g) {
    boolean waits = g.status() == Status.WAITING || g.status() == Status.LEAKED;
    return waits && g.waitReason() != 0 ? reasons.of(g.waitReason()) : Status.word(g.status());
  }

  /** Whether it waits at channels: others' sudogs are not linked to its own. */
  public boolean isAtChannel(Goroutine g) {
    String state = state(g);
    return state.startsWith("select") || state.startsWith("chan ");
  }

  /**
   * Prints the first line.
   *
   * @param now CLOCK_MONOTONIC in nanoseconds
   */
  public void printHeader(Goroutine g, long now, Text out) throws IOException {
    out.add("goroutine ").add(g.goid());
    if (style.printsAddresses()) {
      printAddresses(g, out);
    }
    out.add(" [").add(state(g));
    out.add(g.status() == Status.LEAKED ? " (leaked)" : "");
    boolean waits = g.status() == Status.WAITING || g.status() == Status.SYSCALL;
    long minutes = waits && g.waitSince() != 0 ? (now - g.waitSince()) / MINUTE : 0;
    if (minutes >= 1) {
      out.add(", ").add(minutes).add(" minutes");
    }
    out.add(g.isLocked() ? ", locked to thread]" : "]");
    if (style.printsLabels()) {
      labels.print(g.labels(), out);
    }
    out.add(":\n");
  }

  private void printAddresses(Goroutine g, Text out) throws IOException {
    out.add(" gp=").hex(g.address());
    if (g.m() == 0) {
      out.add(" m=nil");
    } else {
      threadId.load(memory, g.m() + layout.threadId());
      out.add(" m=").add(threadId.u64(0)).add(" mp=").hex(g.m());
    }
  }

  /** Prints the calls. */
  public void printFrames(Goroutine g, Frames frames, Text out) throws IOException {
    framesText.print(frames, g.stack(), out);
  }

  /** Prints what the runtime prints in place of calls. */
  public void printRunning(Text out) {
    out.add("\tgoroutine running on other thread; stack unavailable\n");
  }

  /** Prints the go statement. */
  public void printCreation(Goroutine g, Text out) throws IOException {
    Creation creation;
    try {
      creation = g.goid() == MAIN ? null : sites.createdAt(g.gopc());
    } catch (MalformedException bad) {
      remark(bad.what(), out);
      return;
    }
    if (creation == null) {
      return;
    }
    out.add("created by ").add(creation.call().name());
    if (g.parent() != 0) {
      out.add(" in goroutine ").add(g.parent());
    }
    out.add("\n\t").add(creation.call().position());
    if (creation.offset() > 0) {
      out.add(" +").hex(creation.offset());
    }
    out.add('\n');
  }

  /** Prints the channels. */
  public void printWaits(Goroutine g, Waits waits, Text out) {
    WaitsText.print(state(g).startsWith("select"), waits, out);
  }

  /** Prints a line that the runtime does not. */
  public void remark(String text, Text out) {
    out.add("\t# ").addUtf8(text).add('\n');
  }
}
