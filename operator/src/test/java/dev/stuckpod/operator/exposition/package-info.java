/** Tests of package exposition. */
@NullMarked
package dev.stuckpod.operator.exposition;

import org.jspecify.annotations.NullMarked;
