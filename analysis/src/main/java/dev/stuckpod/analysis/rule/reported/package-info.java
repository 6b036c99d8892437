/** What the runtime itself, or its memory, says is wrong. */
@NullMarked
package dev.stuckpod.analysis.rule.reported;

import org.jspecify.annotations.NullMarked;
