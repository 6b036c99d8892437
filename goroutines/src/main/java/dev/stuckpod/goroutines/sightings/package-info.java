/** What a reading saw of each goroutine, kept in a file for a later one. */
@NullMarked
package dev.stuckpod.goroutines.sightings;

import org.jspecify.annotations.NullMarked;
