/** How long analyses are kept and how much of them, and that their raw dumps go with them. */
@NullMarked
package dev.stuckpod.operator.retention;

import org.jspecify.annotations.NullMarked;
