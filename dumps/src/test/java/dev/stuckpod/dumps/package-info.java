/** Tests of the store of dumps. */
@NullMarked
package dev.stuckpod.dumps;

import org.jspecify.annotations.NullMarked;
