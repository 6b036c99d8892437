package dev.stuckpod.operator.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

  private enum Role {
    CLIENT,
    SERVER
  }

  private final Supplier<Authority> store;
  private final List<String> serverNames;
  private final Clock clock;
  private final Map<Role, Issued> issued = new EnumMap<>(Role.class);
  private @Nullable Authority authority;
  private Instant readAgainAt = Instant.MIN;

  /**
   * Uses a store; nothing is read yet.
   *
   * @param serverNames DNS names under which the API server reaches the webhook
   */
  public OperatorIdentity(AuthorityStore store, List<String> serverNames, Clock clock) {
    this(store::authority, serverNames, clock);
  }

  OperatorIdentity(Supplier<Authority> store, List<String> serverNames, Clock clock) {
    this.store = store;
    this.serverNames = List.copyOf(serverNames);
    this.clock = clock;
  }

  /** The authorities' certificates in PEM, current and next: what a sidecar trusts. */
  public synchronized String authorities() {
    return authority(Instant.now(clock)).bundle();
  }

  /** The key and certificate that the operator shows to sidecars. */
  public synchronized HeldCertificate clientCertificate() {
    return certificate(Role.CLIENT);
  }

  /** The key and certificate that the webhook shows to the API server. */
  public synchronized HeldCertificate serverCertificate() {
    return certificate(Role.SERVER);
  }

  private HeldCertificate certificate(Role role) {
    Instant now = Instant.now(clock);
    Authority from = authority(now);
    Issued known = issued.get(role);
    if (known == null || !now.isBefore(known.renewAt())) {
      HeldCertificate made =
          switch (role) {
            case CLIENT -> from.issueClient(now);
            case SERVER -> from.issueServer(serverNames, now);
          };
      known = new Issued(made, now.plus(Authority.ISSUED_LIFETIME.dividedBy(2)));
      issued.put(role, known);
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
      issued.clear();
    }
    authority = read;
    readAgainAt = now.plus(FRESH);
    return read;
  }
}
