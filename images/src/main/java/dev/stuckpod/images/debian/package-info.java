/** The C library of an image, out of Debian's archive, as the lock names it. */
@NullMarked
package dev.stuckpod.images.debian;

import org.jspecify.annotations.NullMarked;
