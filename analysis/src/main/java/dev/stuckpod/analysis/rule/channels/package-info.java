/** Channels at which the other side is missing. */
@NullMarked
package dev.stuckpod.analysis.rule.channels;

import org.jspecify.annotations.NullMarked;
