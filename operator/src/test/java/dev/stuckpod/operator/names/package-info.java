/** Tests of package names. */
@NullMarked
package dev.stuckpod.operator.names;

import org.jspecify.annotations.NullMarked;
