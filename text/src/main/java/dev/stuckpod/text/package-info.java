/**
 * Text from strangers, made fit for what shows it: a terminal, Markdown, HTML, JSON, a log, an
 * object of the API. Who writes to one of these takes a {@link dev.stuckpod.text.Fit}, so that
 * nothing gets there as it came.
 */
@NullMarked
package dev.stuckpod.text;

import org.jspecify.annotations.NullMarked;
