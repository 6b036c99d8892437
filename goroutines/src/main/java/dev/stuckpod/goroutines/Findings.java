package dev.stuckpod.goroutines;

import dev.stuckpod.goroutines.code.verdict.Claims;
import dev.stuckpod.goroutines.locks.Waiters;

/** Who waits for what, and who holds what, of all that stood still. */
final class Findings {

  private final Waiters waiters = new Waiters();
  private final Claims claims = new Claims();

  /** Adds a goroutine that stood still. */
  void add(Finding finding) {
    Claims.Who who = finding.who();
    if (finding.role() != null) {
      waiters.add(finding.role(), finding.awaited(), who.g(), who.goid(), finding.waitStand());
    }
    for (Finding.AtChannel at : finding.channels()) {
      waiters.add(at.way(), at.channel(), who.g(), who.goid(), finding.waitStand());
    }
    Holding.Found holding = finding.holding();
    if (holding.partial()) {
      claims.addUnread();
    }
    if (!holding.holdings().isEmpty()) {
      claims.add(who, holding.holdings(), finding.lock(), holding::place);
    }
  }

  /** Notes a goroutine whose stack was not read. */
  void miss() {
    claims.addUnread();
  }

  /** Gives who holds what. */
  Claims claims() {
    return claims;
  }

  /** Gives who waits for what. */
  Waiters waiters() {
    return waiters;
  }
}
