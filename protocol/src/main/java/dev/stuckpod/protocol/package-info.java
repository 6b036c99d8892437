/**
 * The wire between operator and sidecar: its records, its paths and their JSON. Both use it, and
 * neither the other.
 */
@NullMarked
package dev.stuckpod.protocol;

import org.jspecify.annotations.NullMarked;
