package dev.stuckpod.operator.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Payloads as Alertmanager 0.34 writes them. */
public final class Payloads {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Payloads() {}

  /** One with these alerts. */
  public static String of(ObjectNode... alerts) {
    return of(0, alerts);
  }

  /** One whose group has more alerts than these. */
  public static String of(int truncated, ObjectNode... alerts) {
    ArrayNode all = JSON.createArrayNode();
    all.addAll(List.of(alerts));
    return JSON.createObjectNode()
        .put("receiver", "stuckpod")
        .put("status", "firing")
        .<ObjectNode>set("alerts", all)
        .put("notification_reason", "first_notification")
        .<ObjectNode>set("groupLabels", JSON.createObjectNode().put("alertname", "NothingMoves"))
        .<ObjectNode>set("commonLabels", JSON.createObjectNode())
        .<ObjectNode>set("commonAnnotations", JSON.createObjectNode())
        .put("externalURL", "http://alertmanager:9093")
        .put("version", "4")
        .put("groupKey", "{}:{alertname=\"NothingMoves\"}")
        .put("truncatedAlerts", truncated)
        .toString();
  }

  /** A firing alert with these labels. */
  public static ObjectNode firing(String fingerprint, String startsAt, Map<String, String> labels) {
    return alert("firing", fingerprint, startsAt, labels);
  }

  /** An alert. */
  public static ObjectNode alert(
      String status, String fingerprint, String startsAt, Map<String, String> labels) {
    ObjectNode all = JSON.createObjectNode();
    labels.forEach(all::put);
    return JSON.createObjectNode()
        .put("status", status)
        .<ObjectNode>set("labels", all)
        .<ObjectNode>set(
            "annotations", JSON.createObjectNode().put("summary", "No request has ended"))
        .put("startsAt", startsAt)
        .put("endsAt", "0001-01-01T00:00:00Z")
        .put("generatorURL", "http://prometheus:9090/graph")
        .put("fingerprint", fingerprint);
  }
}
