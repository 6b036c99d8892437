/** Tests of how an analysis is told. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.report;
