package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.runtime.Goroutine.Seen;
import dev.stuckpod.goroutines.runtime.Looks;
import dev.stuckpod.goroutines.sightings.Sightings;
import dev.stuckpod.goroutines.text.Text;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints a few goroutines, and then makes sure of all at once that they have stood still. */
final class Batch {

  /**
   * Between the two looks at a goroutine are so many nanoseconds, and the time that it takes to
   * read one: the runtime counts its runs in a byte, and hardly one runs 256 times so soon.
   */
  private static final long FRESH = 50_000;

  private final Looks looks;
  private final Printer printer;
  private final Seen[] seen = new Seen[Looks.MOST];
  private final @Nullable Finding[] found = new Finding[Looks.MOST];
  private final int[] marks = new int[Looks.MOST + 1];
  private int most = 1;

  Batch(Looks looks, Printer printer) {
    this.looks = looks;
    this.printer = printer;
  }

  /**
   * Prints some of a list, as many as can be read while the look at them is fresh, and takes back
   * what was printed of those that have run meanwhile.
   *
   * @param left how many there are from a place on
   * @param earlier what an earlier reading saw of them, or null
   * @return how many it has tried
   */
  int print(long[] list, int from, int left, @Nullable Sightings earlier) throws IOException {
    int count = Math.min(most, left);
    looks.look(list, from, count);
    long until = System.nanoTime() + FRESH;
    int tried = 0;
    do {
      marks[tried] = printer.text().mark();
      print(list[from + tried], tried, earlier, from + tried);
      tried++;
    } while (tried < count && System.nanoTime() < until);
    marks[tried] = printer.text().mark();
    takeBack(tried);
    most = tried == count ? Math.min(2 * tried, Looks.MOST) : tried;
    return tried;
  }

  /** Says what was met; who stood still, {@link Seen#STILL}, is printed. */
  Seen seen(int k) {
    return seen[k];
  }

  /** Gives what was read of one that is printed. */
  Finding finding(int k) {
    return Objects.requireNonNull(found[k]);
  }

  private void print(long g, int k, @Nullable Sightings earlier, int i) throws IOException {
    seen[k] = looks.isThere(k) ? printer.print(g, looks.first(k), earlier, i) : Seen.NONSENSE;
    if (seen[k] == Seen.STILL) {
      found[k] = printer.finding();
    } else {
      found[k] = null;
      looks.leave(k);
    }
  }

  private void takeBack(int tried) throws IOException {
    Text text = printer.text();
    looks.lookAgain(tried);
    for (int k = tried - 1; k >= 0; k--) {
      if (seen[k] == Seen.STILL && !looks.isUnchanged(k)) {
        text.cut(marks[k], marks[k + 1]);
        seen[k] = Seen.CHANGING;
      }
    }
  }
}
