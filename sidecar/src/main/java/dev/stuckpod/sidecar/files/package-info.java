/**
 * The one room in which files are opened that an app may put there and change while they are read.
 * Nothing of it blocks, follows a link, or leaves the app's root.
 */
@NullMarked
package dev.stuckpod.sidecar.files;

import org.jspecify.annotations.NullMarked;
