/** Makes what is logged fit for a log: one line an event, whatever was named in it. */
@NullMarked
package dev.stuckpod.operator.log;

import org.jspecify.annotations.NullMarked;
