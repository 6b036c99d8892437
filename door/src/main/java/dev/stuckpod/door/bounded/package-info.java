/** What is remembered of many who come, and never of more than so many. */
@NullMarked
package dev.stuckpod.door.bounded;

import org.jspecify.annotations.NullMarked;
