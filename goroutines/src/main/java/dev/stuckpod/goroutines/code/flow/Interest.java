package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.program.LockFunctions;
import dev.stuckpod.goroutines.code.program.Packages;
import dev.stuckpod.goroutines.memory.LongCache;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.tables.Function;
import java.io.IOException;
import java.util.List;

/**
 * Which frames of a stack can have to do with locks at all. Most have not; that depends on the
 * program only, and is remembered.
 */
public final class Interest {

  private static final String COND_WAIT = "sync.(*Cond).Wait";

  /** In the names of functions that have some: {@code main.within[...]}. */
  private static final char TYPE_PARAMETERS = '[';

  private static final int OPEN_CODED = 4;
  private static final int REMEMBERED_BITS = 12;
  private static final int ENTRY = 1;

  private final Flow flow;
  private final LongCache<Of> functions = new LongCache<>(REMEMBERED_BITS, 1L << REMEMBERED_BITS);
  private final LongCache<Boolean> returns =
      new LongCache<>(REMEMBERED_BITS, 1L << REMEMBERED_BITS);

  private record Of(boolean wanted, boolean followed, long openCoded) {}

  /** Looks at functions of a program. */
  public Interest(Flow flow) {
    this.flow = flow;
  }

  /** Whether a function may hold locks, so that it is worth following. */
  public boolean isWanted(Function f) throws IOException, MalformedException {
    return of(f).wanted();
  }

  /** Whether a frame of a function is followed: the locks' own code is not. */
  public boolean isFollowed(Function f) throws IOException, MalformedException {
    return of(f).followed();
  }

  /**
   * Whether a frame that stands at a pc may hold something, whatever its memory says.
   *
   * @param isCall whether a call returns there
   */
  public boolean mayHold(Function f, long pc, boolean isCall)
      throws IOException, MalformedException {
    List<Reached> reached = flow.at(f, pc, isCall).reached();
    boolean may = reached.isEmpty(); // it could not be followed
    for (Reached way : reached) {
      may |= !way.state().held().isEmpty();
    }
    return may;
  }

  /** Whether code after a call that returns to a pc may acquire or release something. */
  public boolean hasAhead(Function f, long pc) throws IOException, MalformedException {
    int ways = flow.at(f, pc, true).reached().size();
    boolean has = false;
    for (int n = 0; n < ways && !has; n++) {
      has = !flow.ahead(f, pc, n).ahead().isEmpty();
    }
    return has;
  }

  /**
   * Whether a function may lock something in a way that its code tells nothing of: through an
   * interface that is a type parameter, whose methods are found by way of a dictionary.
   */
  public boolean isOpaque(Function f) throws IOException, MalformedException {
    return f.name().indexOf(TYPE_PARAMETERS) >= 0 && flow.traits(f).indirect();
  }

  /** Gives where a function's open-coded deferred calls are told; 0 where it has none. */
  public long openCoded(Function f) throws IOException, MalformedException {
    return of(f).openCoded();
  }

  /** Whether a frame at a pc makes its deferred calls. */
  public boolean isLeaving(long pc) throws IOException, MalformedException {
    Boolean known = returns.get(pc);
    if (known == null) {
      known = flow.binary().calledBefore(pc).equals("runtime.deferreturn");
      returns.put(pc, known, ENTRY);
    }
    return known;
  }

  private Of of(Function f) throws IOException, MalformedException {
    Of known = functions.get(f.entry());
    if (known == null) {
      known = find(f);
      functions.put(f.entry(), known, ENTRY);
    }
    return known;
  }

  private Of find(Function f) throws IOException, MalformedException {
    String name = f.name();
    boolean standard = Packages.isStandard(name);
    boolean wanted =
        flow.isRelevant(f, standard ? 1 : Flow.DEPTH)
            || (!standard || name.equals(COND_WAIT)) && flow.traits(f).indirect();
    boolean runtime = name.startsWith("runtime.") && !name.equals("runtime.main");
    boolean followed = wanted && !runtime && !LockFunctions.isLock(name);
    return new Of(wanted, followed, flow.binary().functions().data(f, OPEN_CODED));
  }
}
