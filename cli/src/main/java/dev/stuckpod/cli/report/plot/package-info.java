/** Readings that were kept of a load test, and which of them are worth a look. */
@NullMarked
package dev.stuckpod.cli.report.plot;

import org.jspecify.annotations.NullMarked;
