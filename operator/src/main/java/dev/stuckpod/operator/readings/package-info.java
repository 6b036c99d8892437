/**
 * What is asked of a source of metrics, about which pods, and what came of it, as plain records. It
 * knows no source and judges nothing.
 */
@NullMarked
package dev.stuckpod.operator.readings;

import org.jspecify.annotations.NullMarked;
