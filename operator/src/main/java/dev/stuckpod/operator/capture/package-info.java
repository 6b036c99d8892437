/**
 * Takes a dump of one container: plans which method comes next, speaks to the sidecar, follows the
 * app's log. Knows no DumpAnalysis: what is persisted, and when, is the incident's.
 */
@NullMarked
package dev.stuckpod.operator.capture;

import org.jspecify.annotations.NullMarked;
