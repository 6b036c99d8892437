/**
 * The wire between operator and sidecar: its records, its paths and their JSON. The operator uses
 * this package and nothing else of the sidecar.
 */
@NullMarked
package dev.stuckpod.sidecar.protocol;

import org.jspecify.annotations.NullMarked;
