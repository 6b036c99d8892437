/** The command line as people take it home. */
@NullMarked
package dev.stuckpod.cli.release;

import org.jspecify.annotations.NullMarked;
