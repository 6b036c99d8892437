/** What a report page says, as records: no markup, nothing that is read from anywhere. */
@NullMarked
package dev.stuckpod.cli.report.page;

import org.jspecify.annotations.NullMarked;
