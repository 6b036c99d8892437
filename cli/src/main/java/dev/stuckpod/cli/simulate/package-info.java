/**
 * Tells when a policy would have fired, for whom, over what a source of metrics has recorded; by
 * the operator's own code, asked as the person who types it.
 */
@NullMarked
package dev.stuckpod.cli.simulate;

import org.jspecify.annotations.NullMarked;
