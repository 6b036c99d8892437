/** Tests of screen. */
@NullMarked
package dev.stuckpod.cli.explore.screen;

import org.jspecify.annotations.NullMarked;
