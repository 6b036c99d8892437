package dev.stuckpod.operator.alerts;

import org.jspecify.annotations.Nullable;

/**
 * A pod that an alert is about. Its names may be names; whether there is such a pod is not known.
 *
 * @param container as the alert's labels name it; null where they name none
 */
public record Suspect(String namespace, String pod, @Nullable String container, Alert alert) {}
