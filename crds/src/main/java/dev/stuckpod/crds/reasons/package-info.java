/**
 * Why a condition or a note is as it is: the words of their field {@code reason}, which scripts ask
 * for. What each means, and what to do, stands in docs/reasons.md.
 */
@NullMarked
package dev.stuckpod.crds.reasons;

import org.jspecify.annotations.NullMarked;
