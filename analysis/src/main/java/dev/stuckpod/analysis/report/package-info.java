/** What a dump means, as values, and how it is written as JSON, text and Markdown. */
@NullMarked
package dev.stuckpod.analysis.report;

import org.jspecify.annotations.NullMarked;
