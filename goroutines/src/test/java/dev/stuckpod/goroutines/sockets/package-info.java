/** Tests of the kernel's tables of sockets, true ones and such as nobody should believe. */
@NullMarked
package dev.stuckpod.goroutines.sockets;

import org.jspecify.annotations.NullMarked;
