/** The rules together. */
@NullMarked
package dev.stuckpod.analysis.rule;

import org.jspecify.annotations.NullMarked;
