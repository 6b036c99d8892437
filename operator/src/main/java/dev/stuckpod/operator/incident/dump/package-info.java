/**
 * Brings a dump in, keeps it in the store and explains it; until it is explained its file is at
 * hand.
 */
@NullMarked
package dev.stuckpod.operator.incident.dump;

import org.jspecify.annotations.NullMarked;
