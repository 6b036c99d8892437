/** What waits for something outside of the application's own routines. */
@NullMarked
package dev.stuckpod.analysis.rule.outside;

import org.jspecify.annotations.NullMarked;
