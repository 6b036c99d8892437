/** Tests what is kept of DumpAnalyses. */
@NullMarked
package dev.stuckpod.operator.analyses;

import org.jspecify.annotations.NullMarked;
