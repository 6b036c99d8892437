/**
 * What a sidecar's glance tells of who waits for locks, in the words in which it is judged. Pure.
 */
@NullMarked
package dev.stuckpod.operator.glance;

import org.jspecify.annotations.NullMarked;
