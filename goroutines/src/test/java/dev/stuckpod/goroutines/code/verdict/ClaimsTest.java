package dev.stuckpod.goroutines.code.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.code.hold.Candidate;
import dev.stuckpod.goroutines.code.hold.Holdings;
import dev.stuckpod.goroutines.code.hold.LockId;
import dev.stuckpod.goroutines.code.hold.Untied;
import dev.stuckpod.goroutines.code.value.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said of a lock that nobody is seen to hold. */
class ClaimsTest {

  private static final LockId LOCK = new LockId(Kind.MUTEX, 0x1000);
  private static final Untied SOMETHING = new Untied(2, Kind.MUTEX, 1, 1);

  @Test
  void whoHoldsWhatIsNotKnownMayBeTheMissingOne() {
    Claims claims = new Claims();
    claims.add(new Claims.Who(0x10, 7, 0), holding(List.of()), 0, frame -> "");

    assertThat(claims.verdict(LOCK, 1, who -> true))
        .returns(1, Verdict::missing)
        .returns(List.of(7L), Verdict::untold);
    assertThat(claims.verdict(new LockId(Kind.READ, 0x2000), 1, who -> true).untold()).isEmpty();
  }

  @Test
  void butNotWhereItsReleaseAheadTellsWhatItIs() {
    Claims claims = new Claims();
    LockId other = new LockId(Kind.MUTEX, 0x3000);
    Candidate ahead = new Candidate(other, 2, "", true, true, false);
    claims.add(new Claims.Who(0x10, 7, 0), holding(List.of(ahead)), 0, frame -> "");

    assertThat(claims.verdict(LOCK, 1, who -> true).untold()).isEmpty();
    assertThat(claims.verdict(other, 1, who -> true).holders())
        .singleElement()
        .returns(7L, Holder::goid);
  }

  @Test
  void nobodyIsMissingWhereOneWhoHeldItHasRun() {
    Claims claims = new Claims();
    claims.add(
        new Claims.Who(0x10, 7, 0),
        holding(List.of(new Candidate(LOCK, 2, "", true, true, false))),
        0,
        frame -> "");

    assertThat(claims.verdict(LOCK, 1, who -> false)).returns(0, Verdict::missing);
  }

  private static Holdings holding(List<Candidate> candidates) {
    return new Holdings(
        List.of(), candidates, List.of(SOMETHING), Set.of(), Map.of(), Set.of(), false);
  }
}
