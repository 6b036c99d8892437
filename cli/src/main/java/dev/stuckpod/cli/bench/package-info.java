/** Measures how fast dumps are read and explained, and how much memory that takes. */
@NullMarked
package dev.stuckpod.cli.bench;

import org.jspecify.annotations.NullMarked;
