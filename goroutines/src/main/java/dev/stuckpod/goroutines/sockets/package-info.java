/**
 * Which socket a goroutine waits at: the descriptor by the runtime's poller, the addresses by the
 * kernel's tables of the process's network namespace.
 */
@NullMarked
package dev.stuckpod.goroutines.sockets;

import org.jspecify.annotations.NullMarked;
