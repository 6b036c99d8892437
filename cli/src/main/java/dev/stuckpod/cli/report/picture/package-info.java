/** Who waits for whom, as nodes and edges few enough to be looked at. */
@NullMarked
package dev.stuckpod.cli.report.picture;

import org.jspecify.annotations.NullMarked;
