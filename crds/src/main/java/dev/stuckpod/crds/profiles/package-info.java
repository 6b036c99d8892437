/** Rules for the metrics of well-known programs, each a file that people can read and copy. */
@NullMarked
package dev.stuckpod.crds.profiles;

import org.jspecify.annotations.NullMarked;
