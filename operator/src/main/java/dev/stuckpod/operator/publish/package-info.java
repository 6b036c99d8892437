/**
 * Sees to it that what was captured and found is taken by the API server, and is unpacked only as
 * far as it may be.
 */
@NullMarked
package dev.stuckpod.operator.publish;

import org.jspecify.annotations.NullMarked;
