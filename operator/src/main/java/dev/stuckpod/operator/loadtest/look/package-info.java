/**
 * Decides which suspected pods are looked at, and when, and what the dump that is taken then comes
 * to. Pure: looks are taken, and dumps are read, elsewhere.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.look;

import org.jspecify.annotations.NullMarked;
