package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.Binary;
import dev.stuckpod.goroutines.code.program.CodeReader;
import dev.stuckpod.goroutines.code.program.FunctionCode;
import dev.stuckpod.goroutines.code.program.LockFunctions;
import dev.stuckpod.goroutines.code.program.Packages;
import dev.stuckpod.goroutines.code.program.StackObjects;
import dev.stuckpod.goroutines.code.program.Traits;
import dev.stuckpod.goroutines.code.state.Facts;
import dev.stuckpod.goroutines.code.state.Registers;
import dev.stuckpod.goroutines.code.state.State;
import dev.stuckpod.goroutines.code.value.Base;
import dev.stuckpod.goroutines.code.value.Lock;
import dev.stuckpod.goroutines.code.value.Origins;
import dev.stuckpod.goroutines.code.value.Range;
import dev.stuckpod.goroutines.code.value.Value;
import dev.stuckpod.goroutines.code.x86.Instruction;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows functions of one program on demand. What was found out depends on the program only, so it
 * is remembered, and may be for longer than the program is looked at.
 */
public final class Flow {

  /** Functions called so deep are looked into. */
  public static final int DEPTH = Depth.CALLS;

  private static final int ENTRY = 14;

  /** There are fewer states at a place than two to the power of this. */
  private static final int STATE_BITS = 4;

  private final Binary binary;
  private final CodeReader reader;
  private final Depth depth = new Depth();
  private final Learned learned;

  /** Follows functions of a program of which nothing is known. */
  public Flow(Binary binary) {
    this(binary, new Learned());
  }

  /**
   * Follows functions of a program.
   *
   * @param learned what is known of it, and gets what is found out
   */
  public Flow(Binary binary, Learned learned) {
    this.binary = binary;
    this.learned = learned;
    this.reader = new CodeReader(binary);
  }

  /** Gives the program. */
  public Binary binary() {
    return binary;
  }

  /**
   * Tells what may be true at a pc.
   *
   * @param isCall whether a call returns there: then it is what is true as the call is made
   */
  public Answer at(Function f, long pc, boolean isCall) throws IOException, MalformedException {
    long key = pc << 1 | (isCall ? 1 : 0);
    Answer answer = learned.answers.get(key);
    if (answer == null) {
      Analysis analysis = analysis(f);
      answer = new Answer(facts(f, analysis), reached(analysis, pc, isCall));
      learned.answers.put(key, answer, answer.weight());
    }
    return answer;
  }

  private Facts facts(Function f, @Nullable Analysis analysis)
      throws IOException, MalformedException {
    return analysis == null ? new Facts(StackObjects.of(binary, f)) : analysis.facts();
  }

  private List<Reached> reached(@Nullable Analysis analysis, long pc, boolean isCall)
      throws IOException, MalformedException {
    if (analysis == null || !analysis.complete()) {
      return List.of();
    }
    var before = isCall ? analysis.states().lowerEntry(pc) : analysis.states().floorEntry(pc);
    List<Reached> found = new ArrayList<>();
    if (before != null) {
      FunctionCode code = analysis.code();
      depth.enter(code.entry());
      try {
        for (State state : before.getValue()) {
          Context context = new Context(binary, code, analysis.facts(), null);
          Reached reached = Walk.replay(context, this::summary, before.getKey(), state, pc, isCall);
          if (reached != null) {
            found.add(notYet(context, reached, isCall));
          }
        }
      } finally {
        depth.leave(code.entry());
      }
    }
    return found;
  }

  /** Inside of the slow path of an inlined fast path the lock is not held yet. */
  private static Reached notYet(Context context, Reached reached, boolean isCall) {
    var path = isCall ? context.code().acquiring(reached.at().pc()) : null;
    if (path != null) {
      State s = reached.state();
      Value lock = Context.minus(s.registers[Registers.AX], path.argument());
      context.event(s, Lock.of(path.kind(), lock), -1, -1);
    }
    return reached;
  }

  /**
   * Tells what code after a call may acquire, or release without having acquired it first.
   *
   * @param pc where the call returns to
   * @param n which of the states there it comes from
   */
  public Outlook ahead(Function f, long pc, int n) throws IOException, MalformedException {
    long key = pc << STATE_BITS | n;
    Outlook outlook = learned.outlooks.get(key);
    if (outlook == null) {
      outlook = lookAhead(f, pc, at(f, pc, true).reached().get(n));
      learned.outlooks.put(
          key, outlook, 16 + outlook.facts().weight() + 4 * outlook.ahead().size());
    }
    return outlook;
  }

  private Outlook lookAhead(Function f, long pc, Reached from)
      throws IOException, MalformedException {
    Analysis analysis = analysis(f);
    Facts facts = facts(f, analysis).copy();
    if (analysis == null || analysis.code().indexOf(pc) < 0) {
      return new Outlook(facts, List.of());
    }
    FunctionCode code = analysis.code();
    List<Ahead> log = Context.newLog();
    var walk = new Walk(new Context(binary, code, facts, log), this::summary, depth.size());
    depth.enter(code.entry());
    try {
      walk.from(pc, new Returning(binary, code, facts, this::summary).state(from));
    } finally {
      depth.leave(code.entry());
    }
    return new Outlook(facts, log);
  }

  /** Tells what calling a function changes, in terms of the registers at its entry. */
  public List<Effect> summary(Function f) throws IOException, MalformedException {
    return summary(f, null);
  }

  private List<Effect> summary(Function f, @Nullable FunctionCode caller)
      throws IOException, MalformedException {
    if (caller != null && !isLookedInto(f, caller)) {
      return List.of();
    }
    if (depth.isTooDeep(f.entry())) {
      depth.cut(true);
      return List.of();
    }
    Learned.Summary known = learned.sums.get(f.entry());
    if (known == null || !(known.whole() || known.depth() <= depth.size())) {
      known = summarize(f);
      learned.sums.put(f.entry(), known, ENTRY + 16 * known.effects().size());
    }
    if (!known.whole()) {
      depth.cut(true);
    }
    return known.effects();
  }

  private boolean isLookedInto(Function f, FunctionCode caller)
      throws IOException, MalformedException {
    return (Packages.isSame(f.name(), caller.name()) || !Packages.isStandard(f.name()))
        && !Packages.isRuntime(f.name())
        && isRelevant(f, DEPTH);
  }

  private Learned.Summary summarize(Function f) throws IOException, MalformedException {
    boolean relevant = isRelevant(f, DEPTH) || traits(f).indirect();
    int at = depth.size();
    Analysis analysis = relevant ? analysis(f) : null;
    if (analysis == null || !analysis.complete()) {
      return new Learned.Summary(List.of(), true, at);
    }
    Origins origins = analysis.facts().origins();
    List<Effect> effects = new ArrayList<>();
    for (Map.Entry<Lock, Range> e : analysis.returns().entrySet()) {
      Lock lock = e.getKey();
      Value address = origins.canonical(lock.at());
      Value second = origins.canonical(lock.second());
      if (e.getValue().equals(Range.NONE)) {
        continue;
      }
      if (address != null && isOfEntry(address) && (second == null || isOfEntry(second))) {
        effects.add(new Effect(new Lock(lock.kind(), address, second), e.getValue()));
      } else if (!lock.kind().isOpen()) {
        effects.add(new Effect(Lock.unknown(lock.kind()), e.getValue()));
      }
    }
    return new Learned.Summary(List.copyOf(effects), analysis.whole(), at);
  }

  /** Whether the registers at a function's entry tell a value. */
  private static boolean isOfEntry(Value value) {
    return value.isConstant()
        || value.base() instanceof Base.Entry
        || value.base() instanceof Base.Loaded l && isOfEntry(l.from());
  }

  private @Nullable Analysis analysis(Function f) throws IOException, MalformedException {
    Analysis known = learned.analyses.get(f.entry());
    if (known != null && known.isAsGoodAt(depth.size())) {
      if (!known.whole()) {
        depth.cut(true);
      }
      return known;
    }
    FunctionCode code = known == null ? reader.read(f) : known.code();
    if (code == null) {
      return null;
    }
    depth.enter(f.entry());
    try {
      known = Analysis.of(binary, code, this::summary, depth);
    } finally {
      depth.leave(f.entry());
    }
    learned.analyses.put(f.entry(), known, known.weight());
    return known;
  }

  /** Tells what a function's calls tell of it. */
  public Traits traits(Function f) throws IOException, MalformedException {
    Traits known = learned.traits.get(f.entry());
    if (known == null) {
      FunctionCode code = reader.read(f);
      known = code == null ? Traits.UNREADABLE : traits(code);
      learned.traits.put(f.entry(), known, ENTRY + 6 * known.callees().size());
    }
    return known;
  }

  private Traits traits(FunctionCode code) throws IOException, MalformedException {
    Set<Long> callees = new HashSet<>();
    if (!Packages.isRuntime(code.name())) {
      for (Instruction x : code.instructions()) {
        String name = code.callee(x);
        if (name != null
            && !LockFunctions.isLock(name)
            && (Packages.isSame(name, code.name()) || !Packages.isStandard(name))
            && binary.functions().isEntry(x.target())) {
          callees.add(x.target());
        }
      }
    }
    return new Traits(true, code.isDirect(), code.changesCount(), code.callsIndirectly(), callees);
  }

  /** Whether a function, or one that it calls so deep, takes or releases locks. */
  public boolean isRelevant(Function f, int calls) throws IOException, MalformedException {
    long key = f.entry() << 2 | calls;
    Boolean known = learned.relevance.get(key);
    if (known == null) {
      learned.relevance.put(key, false, ENTRY);
      Traits own = traits(f);
      known = own.direct();
      if (!known && calls > 0) {
        for (long callee : own.callees()) {
          Function g = binary.at(callee);
          if (g != null && isRelevant(g, calls - 1)) {
            known = true;
            break;
          }
        }
      }
      learned.relevance.put(key, known, ENTRY);
    }
    return known;
  }
}
