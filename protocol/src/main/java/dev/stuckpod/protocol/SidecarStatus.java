package dev.stuckpod.protocol;

import java.util.List;

/**
 * Who the sidecar is.
 *
 * @param versions of the protocol that it speaks
 * @param version of its code
 * @param uid it runs as
 * @param gid it runs as
 * @param startedAt RFC 3339
 */
public record SidecarStatus(
    List<Integer> versions, String version, int uid, int gid, String startedAt) {}
