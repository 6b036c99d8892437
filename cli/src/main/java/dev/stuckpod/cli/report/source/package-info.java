/** Brings what a page is made of: files, folders of a load test, a cluster. */
@NullMarked
package dev.stuckpod.cli.report.source;

import org.jspecify.annotations.NullMarked;
