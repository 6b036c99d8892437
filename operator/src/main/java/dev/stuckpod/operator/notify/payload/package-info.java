/** What is told of an incident, and how it is written for each kind of address; pure. */
@NullMarked
package dev.stuckpod.operator.notify.payload;

import org.jspecify.annotations.NullMarked;
