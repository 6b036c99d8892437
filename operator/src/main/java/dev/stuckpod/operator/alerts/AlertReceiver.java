package dev.stuckpod.operator.alerts;

import dev.stuckpod.door.Door;
import dev.stuckpod.door.Limits;
import dev.stuckpod.door.Routes;
import dev.stuckpod.door.Tls;
import dev.stuckpod.operator.entry.CertificateFiles;
import dev.stuckpod.operator.identity.RenewingKeyManager;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves POST {@value #PATH}: what an Alertmanager's webhook receiver sends to. */
public final class AlertReceiver implements AutoCloseable {

  /** Where it is asked. */
  public static final String PATH = "/alerts";

  private static final Logger LOG = LoggerFactory.getLogger(AlertReceiver.class);

  /** Some Alertmanagers, each with a connection for each group that it tells of at once. */
  private static final Limits LIMITS =
      new Limits(
          48,
          32,
          256,
          32,
          1 << 13,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(90));

  private final Door door;

  /**
   * Opens the port; 0 takes a free one.
   *
   * @param leading whether this replica acts; where it does not, it sends Alertmanager to another
   * @throws IllegalArgumentException with a sentence, if there is no token or no certificate
   * @throws IOException if the port is taken
   */
  public AlertReceiver(
      ReceiverEnvironment environment,
      BooleanSupplier leading,
      Suspicions suspicions,
      MeterRegistry meters,
      Clock clock)
      throws IOException {
    var counts = new Counts(meters);
    Path token = environment.token();
    var handler =
        new WebhookHandler(
            token == null ? null : new BearerToken(token, clock),
            leading,
            new Inbox(environment.labels(), suspicions, counts),
            counts,
            clock);
    door =
        new Door(
            environment.port(),
            LIMITS,
            tls(environment, clock),
            new Routes(Map.of(PATH, handler)),
            LOG::warn);
  }

  /** The port that is open. */
  public int port() {
    return door.port();
  }

  @Override
  public void close() {
    door.close();
  }

  private static @Nullable Tls tls(ReceiverEnvironment environment, Clock clock) {
    Path folder = environment.certificate();
    if (folder == null) {
      return null;
    }
    var files =
        new CertificateFiles("The alert receiver", "alertReceiver.tlsSecret", folder, clock);
    return environment.asking().tls(new RenewingKeyManager(files));
  }
}
