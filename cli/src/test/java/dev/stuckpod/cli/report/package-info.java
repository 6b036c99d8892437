/** Report pages: what they say, and how they are drawn. */
@NullMarked
package dev.stuckpod.cli.report;

import org.jspecify.annotations.NullMarked;
