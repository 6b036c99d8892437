/**
 * Puts what was captured and found where the team looks: RawDump parts and the fields of a
 * DumpAnalysis status.
 */
@NullMarked
package dev.stuckpod.operator.publish;

import org.jspecify.annotations.NullMarked;
