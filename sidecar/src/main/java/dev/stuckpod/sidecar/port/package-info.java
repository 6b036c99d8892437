/**
 * The ports of an app: which sockets listen that are a process's own, and one question at one of
 * them, which ends in time whatever the app does.
 */
@NullMarked
package dev.stuckpod.sidecar.port;

import org.jspecify.annotations.NullMarked;
