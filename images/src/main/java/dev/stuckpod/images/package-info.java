/**
 * Makes container images without a base image and without Docker: a linked Java runtime, Debian's C
 * library, the program's jars and, where memory counts, an archive of its classes.
 */
@NullMarked
package dev.stuckpod.images;

import org.jspecify.annotations.NullMarked;
