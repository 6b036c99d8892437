/** How names, labels and durations are written in Stuckpod's objects, as the CRDs check it. */
@NullMarked
package dev.stuckpod.crds.grammar;

import org.jspecify.annotations.NullMarked;
