/** Where a line of source is on the web. */
@NullMarked
package dev.stuckpod.cli.report.link;

import org.jspecify.annotations.NullMarked;
