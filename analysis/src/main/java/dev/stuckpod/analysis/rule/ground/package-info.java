/**
 * What every rule stands on: what it must give, the words for it, calls of libraries that are
 * known.
 */
@NullMarked
package dev.stuckpod.analysis.rule.ground;

import org.jspecify.annotations.NullMarked;
