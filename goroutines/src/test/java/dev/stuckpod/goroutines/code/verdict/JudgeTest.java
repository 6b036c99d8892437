package dev.stuckpod.goroutines.code.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.code.hold.Candidate;
import dev.stuckpod.goroutines.code.hold.Hold;
import dev.stuckpod.goroutines.code.hold.Known;
import dev.stuckpod.goroutines.code.hold.LockId;
import dev.stuckpod.goroutines.code.value.Kind;
import dev.stuckpod.goroutines.code.verdict.Holder.Release;
import dev.stuckpod.goroutines.code.verdict.Verdict.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table: what the word proves, what each goroutine's code says, what is claimed. */
class JudgeTest {

  private static final LockId LOCK = new LockId(Kind.READ, 0x1000);

  /**
   * A goroutine is a word: {@code 7:+} has acquired it and will release it, {@code 7:-} will not,
   * {@code 7:?} perhaps has, {@code 7:d} has a release due and was not seen to acquire anything,
   * {@code 7:l} the same, and has acquired something unknown. Behind it: {@code qN} quality, {@code
   * xN} times, {@code w} waits for it, {@code h} another will release it, {@code c} caught running,
   * {@code m} may acquire it yet.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // what is exact is proven
        "1 | 7:+         | 7 PROVEN           | 0 | PLAIN",
        "2 | 7:+ 8:+     | 7 PROVEN, 8 PROVEN | 0 | PLAIN",
        "2 | 7:+x2       | 7 PROVEN           | 0 | PLAIN",
        "1 | 7:+q1       | 7 PROVEN           | 0 | PLAIN",
        // an inferred address, others that may be it, and fewer than there are, are not
        "1 | 7:+q2       | 7 STRONG           | 0 | PLAIN",
        "1 | 7:+q3       | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:+c        | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:+ 8:?     | 7 STRONG           | 0 | PLAIN",
        "1 | 7:+ 8:l     | 7 STRONG           | 0 | PLAIN",
        "1 | 7:+ 8:d     | 7 PROVEN           | 0 | PLAIN",
        "3 | 7:+ 8:+     | 7 STRONG, 8 STRONG | 1 | PLAIN",
        // one who never releases it
        "1 | 7:-         | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:-w        | 7 STRONG           | 0 | PLAIN",
        "1 | 7:-h        | 7 STRONG           | 0 | PLAIN",
        "1 | 7:-wq2      | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:+ 8:-     | 7 STRONG           | 0 | HANDED_OVER",
        // the rest, if just as many are wanted
        "1 | 7:l         | 7 STRONG           | 0 | PLAIN",
        "1 | 7:lc        | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:d         | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:dm        |                    | 1 | PLAIN",
        "1 | 7:?         | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:l 8:?     | 7 SUSPECTED           | 0 | PLAIN",
        "1 | 7:? 8:?     |                    | 1 | PLAIN",
        // nobody, and those who cannot all hold it
        "0 | ''          |                    | 0 | PLAIN",
        "1 | ''          |                    | 1 | PLAIN",
        "0 | 7:+         |                    | 0 | CONTRADICTION",
        "1 | 7:+ 8:+     |                    | 0 | CONTRADICTION",
        "0 | 7:d         |                    | 0 | PLAIN",
        "1 | 7:+q4       |                    | 1 | PLAIN",
      })
  void decides(int need, String goroutines, String holders, int missing, Note note) {
    Verdict verdict = judge(need, goroutines, 0);

    assertThat(text(verdict)).isEqualTo(holders == null ? "" : holders);
    assertThat(verdict.missing()).isEqualTo(missing);
    assertThat(verdict.note()).isEqualTo(note);
  }

  @Test
  void nobodyIsNamedWhereOneHasReleasedForAnother() {
    assertThat(judge(1, "7:+", 1)).isEqualTo(new Verdict(Note.RELEASED_FOR_ANOTHER, List.of(), 1));
    assertThat(judge(1, "7:+ 8:+", 1))
        .isEqualTo(new Verdict(Note.RELEASED_FOR_ANOTHER, List.of(), 0));
  }

  @Test
  void aWaitGroupIsHeldByThoseWhoWillCallDone() {
    assertThat(text(Judge.ofCount(1, Map.of(7L, Release.AHEAD)))).isEqualTo("7 PROVEN");
    assertThat(Judge.ofCount(2, Map.of(7L, Release.AHEAD)).missing()).isEqualTo(1);
    assertThat(text(Judge.ofCount(2, Map.of(7L, Release.AHEAD)))).isEqualTo("7 STRONG");
    assertThat(Judge.ofCount(0, Map.of(7L, Release.AHEAD)).note()).isEqualTo(Note.CONTRADICTION);
  }

  private static Verdict judge(int need, String goroutines, int released) {
    List<Claimant> claimants = new ArrayList<>();
    List<Prospect> prospects = new ArrayList<>();
    for (String word : goroutines.isEmpty() ? new String[0] : goroutines.split(" ")) {
      long goid = Long.parseLong(word.substring(0, 1));
      char what = word.charAt(2);
      String more = word.substring(3);
      boolean caught = more.contains("c");
      if (what == 'd' || what == 'l') {
        Candidate c = new Candidate(LOCK, 0, "f", true, what == 'l', more.contains("m"));
        prospects.add(new Prospect(goid, c, "", caught));
      } else {
        int times = digit(more, 'x', 1);
        int least = what == '?' ? 0 : times;
        boolean will = what != '-';
        int quality = digit(more, 'q', Known.LIVE);
        Hold hold = new Hold(LOCK, least, times, List.of(1), quality, List.of(), false, will);
        claimants.add(new Claimant(goid, hold, "", more.contains("w"), more.contains("h"), caught));
      }
    }
    return Judge.of(Kind.READ, need, claimants, prospects, released);
  }

  private static int digit(String text, char behind, int otherwise) {
    int i = text.indexOf(behind);
    return i < 0 ? otherwise : text.charAt(i + 1) - '0';
  }

  private static String text(Verdict verdict) {
    return verdict.holders().stream()
        .map(h -> h.goid() + " " + h.level())
        .collect(Collectors.joining(", "));
  }
}
