/**
 * What people take home without a checkout: the command line as an archive with its own Java
 * runtime, the chart, lists of what is in all of it, checksums and notes; the same bytes each time.
 */
@NullMarked
package dev.stuckpod.images.release;

import org.jspecify.annotations.NullMarked;
