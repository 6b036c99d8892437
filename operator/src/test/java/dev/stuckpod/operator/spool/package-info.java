/** Tests of what is on its way, on a disk that is full now and then. */
@NullMarked
package dev.stuckpod.operator.spool;

import org.jspecify.annotations.NullMarked;
