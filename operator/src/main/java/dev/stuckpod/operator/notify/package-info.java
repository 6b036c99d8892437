/**
 * Tells teams of explained incidents at addresses that the operator's configuration names: once
 * each, aside, and nothing waits for an answer.
 */
@NullMarked
package dev.stuckpod.operator.notify;

import org.jspecify.annotations.NullMarked;
