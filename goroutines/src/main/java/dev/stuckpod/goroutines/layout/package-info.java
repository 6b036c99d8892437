/** Where each Go version keeps what: a table to read, and to add a version to. */
@NullMarked
package dev.stuckpod.goroutines.layout;

import org.jspecify.annotations.NullMarked;
