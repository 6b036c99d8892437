/** In what order namespaces come to their turn, so that none keeps another waiting. */
@NullMarked
package dev.stuckpod.operator.turns;

import org.jspecify.annotations.NullMarked;
