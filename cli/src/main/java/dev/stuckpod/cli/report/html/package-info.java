/**
 * Draws a page as one HTML file. Every text goes through {@link dev.stuckpod.text.HtmlDocument}.
 */
@NullMarked
package dev.stuckpod.cli.report.html;

import org.jspecify.annotations.NullMarked;
