/**
 * The methods: each is one class, which says what it needs of a process and how it takes the dump.
 * What is refused, in which order, and what is said of it follow from them.
 */
@NullMarked
package dev.stuckpod.sidecar.method;

import org.jspecify.annotations.NullMarked;
