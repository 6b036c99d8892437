/** Tests of image making. */
@NullMarked
package dev.stuckpod.images;

import org.jspecify.annotations.NullMarked;
