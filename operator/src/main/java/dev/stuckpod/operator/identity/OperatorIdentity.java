package dev.stuckpod.operator.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this replica shows to others, and whom they may trust. Certificates live in memory and are
 * issued again at half of their life; a caller asks each time and keeps nothing.
 */
public final class OperatorIdentity {

  /** How long the Secrets need not be read again. */
  static final Duration FRESH = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(OperatorIdentity.class);

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

  /** What a sidecar is told to trust: the current authority and the next one. */
  public synchronized Bundle authorities() {
    Authority now = authority(Instant.now(clock));
    return new Bundle(now.bundle(), now.id());
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

  /** Reads the Secrets again, whenever that was done last; nobody who asks waits for that. */
  void look() {
    take(store.get(), Instant.now(clock));
  }

  private Authority authority(Instant now) {
    Authority known = authority;
    if (known != null && now.isBefore(readAgainAt)) {
      return known;
    }
    return take(store.get(), now);
  }

  private synchronized Authority take(Authority read, Instant now) {
    Authority known = authority;
    if (known == null || !known.id().equals(read.id())) {
      issued = null;
      LOG.info(
          "New pods' sidecars trust the authorities {}. Which ones still trust others: kubectl get"
              + " pods -A -l 'stuckpod.dev/sidecar=true,stuckpod.dev/authorities!={}'",
          read.id(),
          read.id());
    }
    authority = read;
    readAgainAt = now.plus(FRESH);
    return read;
  }
}
