@NullMarked
package dev.stuckpod.goroutines.sightings;

import org.jspecify.annotations.NullMarked;
