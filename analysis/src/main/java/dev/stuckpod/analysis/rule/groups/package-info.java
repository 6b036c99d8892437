/** Waiting for the end of others, or for their signal, that never comes. */
@NullMarked
package dev.stuckpod.analysis.rule.groups;

import org.jspecify.annotations.NullMarked;
