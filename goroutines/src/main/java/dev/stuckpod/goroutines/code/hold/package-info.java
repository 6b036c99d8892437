/**
 * Which locks a goroutine that stands still holds: what the code of its frames says, with the
 * addresses that its stack and its closures have.
 */
@NullMarked
package dev.stuckpod.goroutines.code.hold;

import org.jspecify.annotations.NullMarked;
