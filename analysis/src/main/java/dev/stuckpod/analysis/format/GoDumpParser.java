package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Arguments;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses goroutine stacks: SIGQUIT and crash dumps, runtime.Stack, pprof debug=2, of Go 1.17 to
 * 1.27. Everything that is whole is kept; what is cut or foreign is counted.
 */
final class GoDumpParser implements DumpParser {
  private static final byte[] SIGQUIT = Bytes.of("SIGQUIT: quit");

  /** The runtime's own finding, printed before the stacks of a process that it ends. */
  static final byte[] ASLEEP = Bytes.of("fatal error: all goroutines are asleep - deadlock!");

  private static final byte[] ELIDED = Bytes.of("...");
  private static final byte[] FRAMES_ELIDED = Bytes.of("frames elided...");
  private static final byte[] ANCESTOR = Bytes.of("[originating from goroutine ");
  private static final byte[] UNAVAILABLE = Bytes.of("goroutine running on other thread");
  private static final byte[] FOREIGN = Bytes.of("non-Go function");

  /** Stands before what further threads print under GOTRACEBACK=crash. */
  private static final byte[] RELAY = Bytes.of("-----");

  private final Limits limits;
  private final GoBlock block;
  private final GoVersions version = new GoVersions();
  private GroupTable table;
  private final StackChain chain = new StackChain();
  private GoTrouble trouble = new GoTrouble();
  private MemoryNotes notes = new MemoryNotes();
  private @Nullable GoHeader header;
  private boolean ancestors;
  private boolean signalled;
  private boolean asleep;
  private boolean relay;
  private boolean relayed;
  private @Nullable Dump kept;
  private int earlierDumps;

  GoDumpParser(Limits limits) {
    this.limits = limits;
    this.block = new GoBlock(limits.framesPerStack());
    this.table = new GroupTable(limits);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    GoHeader current = header;
    if (current != null && from < to && b[from] == '\t') {
      inside(current, b, from, to); // half of all lines
      return;
    }
    GoHeader next = GoHeader.parse(b, from, to);
    if (next != null) {
      endBlock();
      header = next;
      ancestors = false;
      block.reset(next.state().hashCode());
      trouble.header();
      chain.reset();
      notes.reset();
    } else if (from == to) {
      endBlock();
    } else if (Bytes.startsWith(b, from, to, SIGQUIT)) {
      endBlock();
      signal();
    } else if (Bytes.startsWith(b, from, to, ASLEEP)) {
      endBlock();
      if (table.routines() > 0) {
        restart();
      }
      asleep = true;
    } else if (Bytes.startsWith(b, from, to, GoHeader.GOROUTINE)) {
      trouble.cutHeader();
      endBlock();
    } else if (header == null) {
      outside(b, from, to);
    } else {
      inside(header, b, from, to);
    }
  }

  /** Ends a dump for another one; a lone stack, as a panic prints it, replaces no dump. */
  private void restart() {
    if (table.routines() > 1 || table.routines() == 1 && kept == null) {
      kept = build(false, true);
      earlierDumps += table.routines() > 1 ? 1 : 0;
    }
    table = new GroupTable(limits);
    trouble = new GoTrouble();
    notes = new MemoryNotes();
    relayed = false;
    signalled = false;
    asleep = false;
  }

  private void signal() {
    if (!relay) {
      if (table.routines() > 0) {
        restart();
      }
      signalled = true;
      asleep = false;
    }
    relay = false;
  }

  private void outside(byte[] b, int from, int to) {
    if (MemoryNotes.isStart(b, from, to) && table.routines() > 0) {
      restart();
    }
    if (notes.outside(b, from, to)) {
      return;
    }
    if (signalled && to - from == RELAY.length && Bytes.startsWith(b, from, to, RELAY)) {
      relay = true;
      relayed = true;
    } else if (trouble.isRegister(b, from, to)) {
      trouble.register();
    } else if (table.routines() > 0 && !relayed) {
      boolean position = b[from] == '\t' && GoLines.positionEnd(b, from + 1, to) > 0;
      trouble.stray(position);
    }
  }

  private void inside(GoHeader header, byte[] b, int from, int to) {
    if (ancestors) {
      return;
    }
    if (b[from] == '\t' && from + 1 < to && b[from + 1] == '#') {
      notes.inside(b, from + 1, to, header.state());
      return;
    }
    if (b[from] == '\t') {
      position(b, from + 1, to);
      return;
    }
    boolean creator = Bytes.startsWith(b, from, to, GoLines.CREATED_BY);
    int args = creator ? GoLines.creatorEnd(b, from, to) : GoLines.callArgs(b, from, to);
    if (args > 0) {
      if (block.hasPending()) {
        trouble.lostFrame();
      }
      chain.call(b, from, to);
      block.call(b, from, args, creator ? args : to);
    } else if (Bytes.startsWith(b, from, to, ELIDED)
        && Bytes.indexOf(b, from, to, FRAMES_ELIDED) > 0) {
      trouble.elided();
      chain.reset();
    } else if (Bytes.startsWith(b, from, to, ANCESTOR)) {
      ancestors = true;
    } else if (trouble.isRegister(b, from, to)) {
      endBlock();
      trouble.register();
    } else if (!Bytes.startsWith(b, from, to, FOREIGN)) {
      trouble.stray(false);
    }
  }

  private void position(byte[] b, int from, int to) {
    if (Bytes.startsWith(b, from, to, UNAVAILABLE)) {
      return;
    }
    int end = GoLines.positionEnd(b, from, to);
    if (end < 0 || !block.hasPending()) {
      if (end > 0 || block.hasPending()) {
        trouble.lostFrame();
      } else {
        trouble.stray(false);
      }
      block.forget();
      return;
    }
    if (chain.tears(b, end, to)) {
      trouble.torn();
    }
    block.position(b, from, end);
  }

  private void endBlock() {
    GoHeader h = header;
    if (h == null) {
      return;
    }
    header = null;
    if (block.hasPending()) {
      trouble.lostFrame();
      block.forget();
    }
    if (isFirst(h)) {
      restart();
    }
    table.count(h.state(), h.count());
    trouble.block(block.dropped());
    GroupTable.@Nullable Entry entry = table.get(block.hash());
    if (entry == null && table.isFull()) {
      table.countBeyond(h.count());
      return;
    }
    if (entry == null) {
      StackTrace stack = GoLines.stack(block, table.budget());
      version.observe(stack, h);
      trouble.bottom(stack, h.id());
      entry = table.create(block.hash(), stack, h.state(), GoLines.waitFrame(stack));
    } else {
      trouble.bottom(entry.stack, h.id());
    }
    long address =
        entry.waitFrame < 0 ? Arguments.NONE : GoLines.liveArgument(block, entry.waitFrame);
    Arguments arguments = entry.wantsSample(address) ? GoLines.arguments(block) : null;
    entry.add(
        h.id(),
        h.count(),
        h.minutes(),
        new GroupTable.CohortKey(address, List.of(), notes.channels()),
        arguments,
        notes.isStill());
  }

  /** Without a signal the one running goroutine, which prints the others, comes first. */
  private boolean isFirst(GoHeader h) {
    return h.state().startsWith("running")
        && block.hasCalls()
        && table.routines() > 0
        && !relayed
        && !notes.begun()
        && (!signalled || trouble.ended());
  }

  @Override
  public Dump finish(boolean newline) {
    boolean open = header != null;
    endBlock();
    Dump before = kept;
    return before != null && before.routines() > 1 && table.routines() <= (asleep ? 0 : 1)
        ? before
        : build(open, newline);
  }

  private Dump build(boolean open, boolean newline) {
    List<String> problems = new ArrayList<>();
    boolean complete = trouble.complete(signalled, open, newline, problems) && table.isWhole();
    if (asleep && table.routines() == 0) {
      problems.add("no goroutine follows the runtime's message");
      complete = false;
    }
    complete &= notes.isWhole(table.routines(), problems);
    problems.addAll(table.problems());
    problems.addAll(Repeated.dumps(earlierDumps));
    return new Dump(
        Dump.Platform.GO,
        notes.version() == null ? version.best() : notes.version(),
        table.groups(),
        table.routines(),
        table.states(),
        complete,
        problems,
        Map.of(),
        notes.watched(),
        asleep && table.states().keySet().stream().noneMatch(s -> s.startsWith("running")),
        List.of());
  }
}
