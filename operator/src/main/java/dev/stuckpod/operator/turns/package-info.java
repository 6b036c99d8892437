/** Who comes first: namespaces take turns, and reviews go before all else. */
@NullMarked
package dev.stuckpod.operator.turns;

import org.jspecify.annotations.NullMarked;
