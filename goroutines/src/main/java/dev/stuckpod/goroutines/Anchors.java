package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.layout.Layout;
import dev.stuckpod.goroutines.layout.Layouts;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.SelfCheck;
import dev.stuckpod.goroutines.runtime.WaitReasons;
import java.io.IOException;

/**
 * What a process's memory has to be searched for, once.
 *
 * @param layout that was checked with this process's goroutines
 */
record Anchors(AllGoroutines all, WaitReasons reasons, Layout layout) {

  /** A check may meet goroutines in the middle of a change. */
  private static final int CHECKS = 5;

  static Anchors find(Program program) throws UnreadableException, IOException {
    try {
      var all =
          new AllGoroutines(program.memory(), program.image().scan(), program.tables().module());
      var reasons =
          WaitReasons.find(
              program.memory(),
              program.image().constants(),
              program.image().scan(),
              program.tables().module());
      return new Anchors(all, reasons, checked(program, all));
    } catch (MalformedException bad) {
      throw Program.malformed(bad);
    }
  }

  private static Layout checked(Program program, AllGoroutines all)
      throws UnreadableException, IOException, MalformedException {
    Layout layout = program.layout();
    boolean known = Layouts.knows(program.version().minor());
    for (int i = 0; i < CHECKS; i++) {
      var check = new SelfCheck(program.memory(), all, program.tables().functions());
      if (known && check.agrees(layout.g())) {
        return layout;
      }
      var found = known ? null : check.discover(layout.g()).orElse(null);
      if (found != null) {
        return layout.with(found);
      }
    }
    throw new UnreadableException(
        Obstacle.UNKNOWN_GO_VERSION,
        "The program says that it was built with "
            + program.version().text()
            + ", but its goroutines are not laid out as "
            + (known ? "in that version" : "in any version that is known")
            + ": take its dump in another way.");
  }
}
