/** Tests of the commands. */
@NullMarked
package dev.stuckpod.cli;

import org.jspecify.annotations.NullMarked;
