/** The program behind {@code ./stuckpod} and {@code kubectl stuckpod}: one class per command. */
@NullMarked
package dev.stuckpod.cli;

import org.jspecify.annotations.NullMarked;
