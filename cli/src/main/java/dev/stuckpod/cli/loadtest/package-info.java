/**
 * The gate of a load test: a window around a load, and an exit code that says whether a pod got
 * stuck in it.
 */
@NullMarked
package dev.stuckpod.cli.loadtest;

import org.jspecify.annotations.NullMarked;
