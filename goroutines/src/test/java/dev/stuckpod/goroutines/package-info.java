/** Live programs of many Go versions and builds, and images of them that make no sense. */
@NullMarked
package dev.stuckpod.goroutines;

import org.jspecify.annotations.NullMarked;
