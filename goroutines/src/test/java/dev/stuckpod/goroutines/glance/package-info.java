@NullMarked
package dev.stuckpod.goroutines.glance;

import org.jspecify.annotations.NullMarked;
