/**
 * Makes the model of a page from what is known: an analysis, its dumps, a DumpAnalysis, a load
 * test.
 */
@NullMarked
package dev.stuckpod.cli.report.make;

import org.jspecify.annotations.NullMarked;
