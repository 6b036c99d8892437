package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.locks.Lock;
import dev.stuckpod.goroutines.locks.Survey;
import dev.stuckpod.goroutines.memory.MalformedException;
import dev.stuckpod.goroutines.runtime.AllGoroutines;
import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.runtime.Looks;
import dev.stuckpod.goroutines.sightings.Sightings;
import dev.stuckpod.goroutines.text.LocksText;
import dev.stuckpod.goroutines.text.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One dump on its way out: all goroutines once, then again those that could not be caught. */
final class Dump {

  private static final int TRIES = 5;

  /** So many that could not be caught are tried again; more than threads can run. */
  private static final int MOST_PENDING = 1024;

  /** After so many entries that are no goroutines, the rest is not looked at. */
  private static final int MOST_NONSENSE = 10_000;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final String GONE = "the process has ended";

  private final AllGoroutines all;
  private final Printer printer;
  private final Text text;
  private final OutputStream out;
  private final BooleanSupplier gone;
  private final Batch batch;
  private final Findings findings = new Findings();
  private final long[] pending = new long[MOST_PENDING];
  private final boolean[] pendingTorn = new boolean[MOST_PENDING];
  private final List<String> problems = new ArrayList<>();
  private final long deadline = System.nanoTime() + LONGEST.toNanos();
  private int pendingCount;
  private long goroutines;
  private long torn;
  private long running;
  private long notRun;
  private long nonsense;
  private @Nullable String incomplete;

  /**
   * Dumps one process.
   *
   * @param looks at its goroutines
   * @param gone whether it has ended
   */
  Dump(AllGoroutines all, Looks looks, Printer printer, OutputStream out, BooleanSupplier gone) {
    this.all = all;
    this.batch = new Batch(looks, printer);
    this.printer = printer;
    this.text = printer.text();
    this.out = out;
    this.gone = gone;
  }

  /**
   * Prints all goroutines that can be caught, and notes where they stand.
   *
   * @param size of the list of goroutines
   */
  void printAll(int size, @Nullable Sightings sightings, @Nullable Sightings earlier)
      throws IOException {
    long[] piece = new long[AllGoroutines.PIECE];
    for (int from = 0; from < size && incomplete == null; from += AllGoroutines.PIECE) {
      int count;
      try {
        count = all.read(from, size - from, piece);
      } catch (MalformedException bad) {
        incomplete = gone.getAsBoolean() ? GONE : bad.what();
        return;
      }
      if (earlier != null) {
        earlier.load(from, count);
      }
      if (sightings != null) {
        sightings.begin(from, count);
      }
      for (int i = 0; i < count && incomplete == null; ) {
        int some = batch.print(piece, i, count - i, earlier);
        for (int k = 0; k < some; k++) {
          settle(piece[i + k], k, i + k, sightings, earlier);
        }
        text.flushIfFull(out);
        i += some;
      }
      if (sightings != null) {
        sightings.store();
      }
    }
  }

  /** Tries those that could not be caught until they are, or patience is over. */
  void printRest(Duration patience) throws IOException {
    long until = Math.min(deadline, System.nanoTime() + patience.toNanos());
    while (pendingCount > 0 && incomplete == null && System.nanoTime() < until) {
      int left = 0;
      for (int i = 0; i < pendingCount; i++) {
        Seen now = printOne(pending[i], null, 0, null);
        if (now == Seen.RUNNING || now == Seen.CHANGING) {
          pending[left] = pending[i];
          pendingTorn[left++] = now == Seen.CHANGING;
        }
      }
      pendingCount = left;
      Thread.onSpinWait();
    }
    for (int i = 0; i < pendingCount && incomplete == null; i++) {
      printWithoutStack(pending[i], pendingTorn[i]);
    }
  }

  /**
   * Prints what those printed wait for and hold, as it is now.
   *
   * @param survey of {@link #findings}
   */
  void printLocks(Survey survey) throws IOException {
    long unread = findings.claims().unread();
    while (incomplete == null && survey.hasNext() && System.nanoTime() < deadline) {
      for (Lock lock : survey.next()) {
        LocksText.print(lock, unread, text);
      }
      text.flushIfFull(out);
    }
    if (findings.waiters().left() > 0 || survey.hasNext()) {
      text.add("# more is waited for than is told here\n");
    }
  }

  /** Prints the last line. */
  Reading end(long bytesRead) throws IOException {
    if (incomplete == null && nonsense > 0) {
      incomplete = nonsense + " entries of the list of goroutines make no sense";
    }
    text.add("# end: ").add(goroutines).add(" goroutines");
    if (torn > 0) {
      text.add(", ").add(torn).add(" torn");
    }
    if (incomplete != null) {
      text.add(", INCOMPLETE: ").addUtf8(incomplete);
      problems.add("The dump is not complete: " + incomplete + ".");
    }
    text.add("\n");
    text.flush(out);
    out.flush();
    return new Reading(goroutines, torn, running, notRun, bytesRead, incomplete == null, problems);
  }

  /** Notes what is unusual. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** Counts one that was tried, or tries it again. */
  private void settle(
      long g, int k, int i, @Nullable Sightings sightings, @Nullable Sightings earlier)
      throws IOException {
    Seen met = batch.seen(k);
    if (met == Seen.STILL) {
      printed(batch.finding(k), i, sightings);
    }
    for (int tries = 1; tries < TRIES && met == Seen.CHANGING; tries++) {
      met = printOne(g, earlier, i, sightings);
    }
    switch (met) {
      case STILL, DEAD -> {}
      case RUNNING, CHANGING -> {
        if (pendingCount < MOST_PENDING) {
          pending[pendingCount] = g;
          pendingTorn[pendingCount++] = met == Seen.CHANGING;
        } else {
          printWithoutStack(g, met == Seen.CHANGING);
        }
      }
      case NONSENSE -> {
        nonsense++;
        if (nonsense == 1 || nonsense == MOST_NONSENSE) {
          incomplete = gone.getAsBoolean() ? GONE : incomplete;
        }
        if (nonsense > MOST_NONSENSE) {
          incomplete = "too much of the list of goroutines makes no sense";
        }
      }
    }
    if (System.nanoTime() > deadline) {
      incomplete = "it took longer than two minutes";
    }
  }

  /** Prints one if it stands still. */
  private Seen printOne(long g, @Nullable Sightings earlier, int i, @Nullable Sightings sightings)
      throws IOException {
    int mark = text.mark();
    Seen met = printer.print(g, earlier, i);
    if (met == Seen.STILL && !printer.isUnchanged()) {
      text.reset(mark);
      return Seen.CHANGING;
    }
    if (met == Seen.STILL) {
      printed(printer.finding(), i, sightings);
      text.flushIfFull(out);
    }
    return met;
  }

  private void printed(Finding finding, int i, @Nullable Sightings sightings) {
    goroutines++;
    notRun += finding.hasNotRun() ? 1 : 0;
    findings.add(finding);
    if (sightings != null) {
      sightings.set(i, finding.who().goid(), finding.who().stand());
    }
  }

  private void printWithoutStack(long g, boolean isTorn) throws IOException {
    if (printer.printWithoutStack(g, isTorn)) {
      torn += isTorn ? 1 : 0;
      running += isTorn ? 0 : 1;
      goroutines++;
      findings.miss();
      text.flushIfFull(out);
    }
  }

  /** Gives what all that were printed wait for and hold. */
  Findings findings() {
    return findings;
  }
}
