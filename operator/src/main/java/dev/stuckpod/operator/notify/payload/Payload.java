package dev.stuckpod.operator.notify.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stuckpod.operator.notify.address.Address;
import java.time.Instant;
import java.util.List;

/** What is sent to an address. */
public final class Payload {

  /** What an alert of an explained incident is called; it is no reason to take another dump. */
  public static final String ALERT = "StuckpodAnalyzed";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Payload() {}

  /**
   * Writes a notification as an address takes it.
   *
   * @return JSON
   */
  public static String of(Notification told, Address address, Instant now) {
    try {
      return JSON.writeValueAsString(
          switch (address.type()) {
            case Webhook -> told;
            case Slack -> SlackMessage.of(told);
            case Alertmanager -> List.of(Alert.of(told, address, now));
          });
    } catch (JsonProcessingException impossible) { // records of texts
      throw new IllegalStateException(impossible);
    }
  }
}
