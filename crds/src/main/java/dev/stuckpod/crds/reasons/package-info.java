/**
 * Why a condition is as it is: the words of {@code status.conditions[].reason}, which scripts ask
 * for. What each means, and what to do, stands in docs/reasons.md.
 */
@NullMarked
package dev.stuckpod.crds.reasons;

import org.jspecify.annotations.NullMarked;
