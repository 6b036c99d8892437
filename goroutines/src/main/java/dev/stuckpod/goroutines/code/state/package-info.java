/** What is known where execution may be, and how two ways into one place agree. */
@NullMarked
package dev.stuckpod.goroutines.code.state;

import org.jspecify.annotations.NullMarked;
