/**
 * An analysis as a DumpAnalysis' status has it: written into it as far as there is room, and read
 * back.
 */
@NullMarked
package dev.stuckpod.status;

import org.jspecify.annotations.NullMarked;
