/** What the runtime itself says is wrong. */
@NullMarked
package dev.stuckpod.analysis.rule.reported;

import org.jspecify.annotations.NullMarked;
