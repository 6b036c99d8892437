package dev.stuckpod.cli.explore.population;

import dev.stuckpod.analysis.model.Cohort;
import dev.stuckpod.analysis.model.lock.ChannelUse;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a routine waits for, by the addresses that its dump prints. */
public final class Waits {
  private static final Set<How> WANTS =
      EnumSet.of(How.WAITING_TO_LOCK, How.WAITING_TO_RELOCK, How.PARKING, How.WAITING_ON);

  private Waits() {}

  /** Gives the address of a lock or condition; empty when there is none, or it is not printed. */
  public static String lock(Member member) {
    Cohort cohort = member.cohort();
    if (cohort == null) {
      return "";
    }
    if (!cohort.uses().isEmpty()) {
      return cohort.uses().stream()
          .filter(use -> WANTS.contains(use.how()))
          .map(use -> use.lock().address())
          .filter(address -> !address.isEmpty())
          .findFirst()
          .orElse("");
    }
    return cohort.address() == 0 || isAtChannel(member) ? "" : hex(cohort.address());
  }

  /** Gives the addresses of channels, with a blank between them; empty when none is known. */
  public static String channel(Member member) {
    Cohort cohort = member.cohort();
    if (cohort == null) {
      return "";
    }
    if (!cohort.channels().isEmpty()) {
      return cohort.channels().stream()
          .map(ChannelUse::address)
          .map(Waits::hex)
          .collect(Collectors.joining(" "));
    }
    return cohort.address() == 0 || !isAtChannel(member) ? "" : hex(cohort.address());
  }

  /** Whether the dump prints that somebody has a lock. */
  public static boolean holds(Cohort cohort, String address) {
    return cohort.uses().stream()
        .filter(use -> use.how() == How.LOCKED || use.how() == How.OWNS)
        .map(LockUse::lock)
        .anyMatch(lock -> same(lock.address(), address));
  }

  /** Whether two addresses are the same, however many zeros they begin with. */
  public static boolean same(String one, String other) {
    return !one.isEmpty() && plain(one).equals(plain(other));
  }

  private static String plain(String address) {
    return address.replaceFirst("^0[xX]0*", "").replaceFirst("^@", "");
  }

  private static boolean isAtChannel(Member member) {
    String state = member.group().state();
    return state.startsWith("chan ") || state.startsWith("select");
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
