/**
 * Carries one DumpAnalysis from request to explanation, one persisted step at a time; after a crash
 * it goes on where it was.
 */
@NullMarked
package dev.stuckpod.operator.incident;

import org.jspecify.annotations.NullMarked;
