/** What every step of making an image stands on: the lock, files, digests and other programs. */
@NullMarked
package dev.stuckpod.images.ground;

import org.jspecify.annotations.NullMarked;
