/** The routines of all dumps that are looked into, one by one, and sets of them. */
@NullMarked
package dev.stuckpod.cli.explore.population;

import org.jspecify.annotations.NullMarked;
