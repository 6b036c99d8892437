/** Sends a payload to an address over HTTP, once, within a bounded time. */
@NullMarked
package dev.stuckpod.operator.notify.http;

import org.jspecify.annotations.NullMarked;
