/** Tests of package events. */
@NullMarked
package dev.stuckpod.operator.events;

import org.jspecify.annotations.NullMarked;
