/** Tests of package publish. */
@NullMarked
package dev.stuckpod.operator.publish;

import org.jspecify.annotations.NullMarked;
