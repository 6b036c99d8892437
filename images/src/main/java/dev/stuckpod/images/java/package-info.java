/**
 * Java runtimes beside the one that this program runs on: those for another processor, how they are
 * run here all the same, and archives of classes, which need that.
 */
@NullMarked
package dev.stuckpod.images.java;

import org.jspecify.annotations.NullMarked;
