/** What the operator reads of pods itself, and what is thought of it. */
@NullMarked
package dev.stuckpod.operator.readings.scraped;

import org.jspecify.annotations.NullMarked;
