package dev.stuckpod.operator.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * What this replica shows to others, and whom they may trust. Certificates live in memory and are
 * issued again at half of their life; a caller asks each time and keeps nothing.
 */
public final class OperatorIdentity {

  /** How long the Secret is not read again. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  private record Issued(HeldCertificate certificate, Instant renewAt) {}

  private final Supplier<Authority> store;
  private final Clock clock;
  private @Nullable Issued issued;
  private @Nullable Authority authority;
  private Instant readAgainAt = Instant.MIN;

  /** Uses a store; nothing is read yet. */
  public OperatorIdentity(AuthorityStore store, Clock clock) {
    this(store::authority, clock);
  }

  OperatorIdentity(Supplier<Authority> store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The authorities' certificates in PEM, current and next: what a sidecar trusts. */
  public synchronized String authorities() {
    return authority(Instant.now(clock)).bundle();
  }

  /** The key and certificate that the operator shows to sidecars. */
  public synchronized HeldCertificate clientCertificate() {
    Instant now = Instant.now(clock);
    Authority from = authority(now);
    Issued known = issued;
    if (known == null || !now.isBefore(known.renewAt())) {
      known = new Issued(from.issueClient(now), now.plus(Authority.ISSUED_LIFETIME.dividedBy(2)));
      issued = known;
    }
    return known.certificate();
  }

  private Authority authority(Instant now) {
    Authority known = authority;
    if (known != null && now.isBefore(readAgainAt)) {
      return known;
    }
    Authority read = store.get();
    if (known == null || !known.bundle().equals(read.bundle())) {
      issued = null;
    }
    authority = read;
    readAgainAt = now.plus(FRESH);
    return read;
  }
}
