package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.Block;
import dev.stuckpod.analysis.model.Dump;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows one goroutine dump after another in an input, and knows which is to be explained: the
 * last one that is more than a mere stack, as a panic prints it.
 */
final class DumpSequence {
  /** The goroutine of every thread in which the runtime itself runs. */
  private static final String SYSTEM = "0";

  private static final String MAIN = "1";

  private String first = "";
  private boolean hasMain;
  private int application;
  private @Nullable Dump kept;
  private int ended;
  private int single;

  /** Takes notice of a goroutine of the present dump. */
  void add(GoHeader header) {
    String id = header.id();
    if (id.equals(SYSTEM)) {
      return;
    }
    if (application == 0) {
      first = id;
    }
    hasMain |= id.equals(MAIN);
    application = (int) Math.min(Integer.MAX_VALUE, (long) application + header.count());
  }

  /**
   * Whether a goroutine is not of the present dump. Without a signal the one running goroutine,
   * which prints the others, comes first; and none comes twice.
   */
  boolean isOther(GoHeader header, Block block) {
    return isRepeated(header) || header.state().startsWith("running") && GoLines.mayPrint(block);
  }

  /** Whether a goroutine is in the present dump already; knows its first one and the main one. */
  private boolean isRepeated(GoHeader header) {
    String id = header.id();
    return application > 0 && !id.isEmpty() && (id.equals(first) || hasMain && id.equals(MAIN));
  }

  /** Ends the present dump; the runtime's own goroutines alone replace nothing. */
  void end(int routines, Supplier<Dump> dump) {
    boolean whole = routines > 1 && application > 0;
    if (whole || routines > 0 && kept == null) {
      kept = dump.get();
      ended += whole ? 1 : 0;
    }
    single += routines > 0 && application > 0 && !whole ? 1 : 0;
    first = "";
    hasMain = false;
    application = 0;
  }

  /**
   * Gives the dump to explain in place of the last one; null when the last one is to be explained.
   *
   * @param few a last dump of so many routines replaces no other
   */
  @Nullable Dump earlier(int routines, int few) {
    Dump before = kept;
    return before != null && before.routines() > 1 && (routines <= few || application == 0)
        ? before
        : null;
  }

  /**
   * Says that the input has stacks beside the dump that is explained.
   *
   * @param last whether the last dump is explained
   */
  List<String> problems(boolean last) {
    int beside = single + (!last && application > 0 ? 1 : 0);
    return switch (beside) {
      case 0 -> List.of();
      case 1 -> List.of("a stack of one goroutine, elsewhere in the input, is not explained");
      default ->
          List.of(
              beside + " stacks of one goroutine each, elsewhere in the input, are not explained");
    };
  }

  /** How many dumps have ended. */
  int ended() {
    return ended;
  }
}
