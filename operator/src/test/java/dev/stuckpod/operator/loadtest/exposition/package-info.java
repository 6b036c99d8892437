/** Tests of package exposition. */
@NullMarked
package dev.stuckpod.operator.loadtest.exposition;

import org.jspecify.annotations.NullMarked;
