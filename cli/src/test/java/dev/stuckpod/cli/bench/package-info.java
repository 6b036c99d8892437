/** How what was measured is summarized. */
@NullMarked
package dev.stuckpod.cli.bench;

import org.jspecify.annotations.NullMarked;
