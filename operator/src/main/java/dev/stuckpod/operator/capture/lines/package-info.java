/** Lines of an app's log: when each was written, which are of a dump, and several logs as one. */
@NullMarked
package dev.stuckpod.operator.capture.lines;

import org.jspecify.annotations.NullMarked;
