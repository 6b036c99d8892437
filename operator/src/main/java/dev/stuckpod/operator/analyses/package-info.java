/**
 * What is kept of DumpAnalyses: a kilobyte each, of the hundreds that one with its explanation has.
 * The whole object is read when it is worked on.
 */
@NullMarked
package dev.stuckpod.operator.analyses;

import org.jspecify.annotations.NullMarked;
