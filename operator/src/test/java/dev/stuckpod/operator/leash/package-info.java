/** Tests of package leash. */
@NullMarked
package dev.stuckpod.operator.leash;

import org.jspecify.annotations.NullMarked;
