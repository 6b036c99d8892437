/** Tests of the search of a heap, on memory that is made for it. */
@NullMarked
package dev.stuckpod.goroutines.reach;

import org.jspecify.annotations.NullMarked;
