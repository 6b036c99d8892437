package dev.stuckpod.operator.alerts;

import java.util.List;

/**
 * What Alertmanager's webhook sends, version 4.
 *
 * @param alerts of the group, as many as are read
 * @param truncated how many more the group has: cut off by the receiver's max_alerts, or here
 */
record Payload(List<Alert> alerts, long truncated) {}
