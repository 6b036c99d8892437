package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.GroupTable;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.format.Repeated;
import dev.stuckpod.analysis.golang.dialect.GoDialect;
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
  private final Limits limits;
  private final Block block;
  private final GoVersions version = new GoVersions();
  private GroupTable table;
  private final StackChain chain = new StackChain();
  private GoTrouble trouble = new GoTrouble();
  private MemoryNotes notes = new MemoryNotes();
  private @Nullable GoHeader header;
  private boolean ancestors;
  private long starter;
  private boolean signalled;
  private boolean asleep;
  private boolean relay;
  private boolean relayed;
  private final DumpSequence sequence = new DumpSequence();
  private final GoCrashes crashes = new GoCrashes();
  private final Spacing spacing = new Spacing();

  GoDumpParser(Limits limits) {
    this.limits = limits;
    this.block = new Block(limits.framesPerStack());
    this.table = new GroupTable(GoDialect.GO, limits);
  }

  @Override
  public void before(byte[] b, int from, int to) {
    line(b, from, to);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    GoHeader current = header;
    if (current != null && from < to && b[from] == '\t' && tabbed(current, b, from + 1, to)) {
      spacing.text();
      return; // half of all lines
    }
    int text = Bytes.blanksEnd(b, from, to); // a dump may be indented as a whole
    if (text == to) {
      crashes.gap();
      if (spacing.ends(current != null && block.isEmpty())) {
        endBlock();
      }
      return;
    }
    if (spacing.text() && !spacing.spaced(GoLines.callArgs(b, text, to) > 0)) {
      endBlock();
    }
    GoHeader next = GoHeader.parse(b, text, to);
    if (next != null) {
      endBlock();
      header = next;
      ancestors = false;
      starter = 0;
      block.reset(next.state().hashCode());
      trouble.header();
      chain.reset();
      notes.reset();
    } else if (GoMarks.isQuit(b, text, to)) {
      endBlock();
      signal();
    } else if (GoCrashes.isStart(b, text, to)) {
      endBlock();
      crashes.begin(b, from, text, to);
      boolean all = Bytes.startsWith(b, text, to, GoMarks.ASLEEP);
      if (all && table.routines() > 0) {
        restart();
      }
      asleep |= all;
    } else if (Bytes.startsWith(b, text, to, GoHeader.GOROUTINE)) {
      if (!Bytes.startsWith(b, text, to, GoMarks.UNAVAILABLE)) {
        trouble.cutHeader();
        endBlock();
      }
    } else if (header == null) {
      outside(b, from, text, to);
    } else {
      inside(header, b, from, text, to);
    }
  }

  /** Ends a dump for another one. */
  private void restart() {
    sequence.end(table.routines(), () -> build(false, true));
    table = new GroupTable(GoDialect.GO, limits);
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

  private void outside(byte[] b, int from, int text, int to) {
    if (MemoryNotes.isStart(b, from, to) && table.routines() > 0) {
      restart();
    }
    if (notes.outside(b, from, to)) {
      table.index();
      return;
    }
    if (crashes.continues(b, from, text, to)) {
      return;
    }
    if ((signalled || trouble.ended()) && GoMarks.isRelay(b, from, to)) {
      relay = true;
      relayed = true;
    } else if (GoLines.isRegister(b, text, to)) {
      trouble.register();
    } else if (table.routines() > 0 && !relayed) {
      trouble.stray(GoPosition.isLone(b, from, text, to));
    }
  }

  /** Takes what a dump prints after a tab; false when the tab is of an indented paste. */
  private boolean tabbed(GoHeader header, byte[] b, int from, int to) {
    if (ancestors) {
      return true;
    }
    if (from < to && b[from] == '#') {
      notes.inside(b, from, to, header.state());
      return true;
    }
    int end = block.hasPending() ? GoPosition.end(b, from, to) : -1;
    if (end > 0) {
      position(b, from, end, to);
    }
    return end > 0;
  }

  private void inside(GoHeader header, byte[] b, int from, int text, int to) {
    if (ancestors) {
      return;
    }
    boolean creator = Bytes.startsWith(b, text, to, GoLines.CREATED_BY);
    int args = creator ? GoLines.creatorEnd(b, text, to) : GoLines.callArgs(b, text, to);
    if (args > 0) {
      endCall();
      starter = creator ? GoLines.starter(b, text, to) : starter;
      chain.call(b, text, to);
      block.call(b, text, args, creator ? args : to);
      return;
    }
    int end = block.hasPending() ? GoPosition.endWithoutTab(b, text, to) : -1;
    if (end > 0) {
      position(b, text, end, to);
    } else if (text > from && b[text] == '#') {
      notes.inside(b, text, to, header.state());
    } else if (Bytes.startsWith(b, text, to, GoMarks.ELIDED)
        && Bytes.indexOf(b, text, to, GoMarks.FRAMES_ELIDED) > 0) {
      trouble.elided();
      chain.reset();
    } else if (Bytes.startsWith(b, text, to, GoMarks.ANCESTOR)) {
      ancestors = true;
    } else if (GoLines.isRegister(b, text, to)) {
      endBlock();
      trouble.register();
    } else if (b[from] == '\t' && block.hasPending()) {
      endCall();
    } else if (!Bytes.startsWith(b, text, to, GoMarks.FOREIGN)) {
      trouble.stray(GoPosition.isLone(b, from, text, to));
    }
  }

  private void position(byte[] b, int from, int end, int to) {
    if (chain.tears(b, end, to)) {
      trouble.torn();
    }
    trouble.placed();
    block.position(b, Bytes.blanksEnd(b, from, end), end);
  }

  /** Ends a call that has got no position: it is lost, unless none has got any in this dump. */
  private void endCall() {
    if (!block.hasPending()) {
      return;
    }
    trouble.lostFrame();
    if (trouble.isPlaced()) {
      block.forget();
    } else {
      block.unplaced();
    }
  }

  private void endBlock() {
    GoHeader h = header;
    if (h == null) {
      return;
    }
    header = null;
    endCall();
    if (begins(h)) {
      restart();
    }
    sequence.add(h);
    table.count(h.state(), h.count());
    trouble.block(block.dropped());
    GroupTable.@Nullable Entry entry = table.get(block.hash());
    if (entry == null && table.isFull()) {
      crashes.goroutine(h, null);
      table.countBeyond(h.count());
      return;
    }
    if (entry == null) {
      StackTrace stack = GoLines.stack(block, table.budget());
      version.observe(stack, h);
      trouble.bottom(stack, h.id());
      entry = table.create(block.hash(), stack, h.state(), GoArguments.waitFrames(stack));
    } else {
      trouble.bottom(entry.stack(), h.id());
    }
    crashes.goroutine(h, entry.stack());
    long address = GoArguments.address(block, entry.waitFrames());
    Arguments arguments = entry.wantsSample(address) ? GoArguments.all(block) : null;
    entry.add(
        h.id(),
        h.count(),
        notes.cohort(address),
        arguments,
        notes.isStill(),
        starter,
        notes.printed(h.printed()));
  }

  /** Whether another dump begins with this goroutine. */
  private boolean begins(GoHeader h) {
    return table.routines() > 0
        && sequence.isOther(h, block)
        && !relayed
        && !notes.begun()
        && (!signalled || trouble.ended());
  }

  @Override
  public Dump finish(boolean newline) {
    boolean open = header != null;
    endBlock();
    Dump earlier = sequence.earlier(table.routines(), asleep ? 0 : 1);
    Dump dump = earlier != null ? earlier : build(open, newline);
    return crashes.tell(dump, sequence.problems(earlier == null));
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
    problems.addAll(Repeated.dumps(sequence.ended()));
    return new Dump(
        GoDialect.GO,
        notes.version() == null ? version.best() : notes.version(),
        table.groups(notes.apart()),
        table.routines(),
        table.states(),
        complete,
        problems,
        Map.of(),
        notes.watched(),
        asleep && table.states().keySet().stream().noneMatch(s -> s.startsWith("running")),
        List.of(),
        notes.words(),
        List.of());
  }
}
