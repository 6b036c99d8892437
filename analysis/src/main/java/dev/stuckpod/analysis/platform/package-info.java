/**
 * What a runtime must be to have its dumps read: the forms it prints, its words, who waits for
 * whom.
 */
@NullMarked
package dev.stuckpod.analysis.platform;

import org.jspecify.annotations.NullMarked;
