/** What is kept of a dump, and within which bounds. */
@NullMarked
package dev.stuckpod.operator.publish;

import org.jspecify.annotations.NullMarked;
