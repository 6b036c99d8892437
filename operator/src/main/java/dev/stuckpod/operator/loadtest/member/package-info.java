/**
 * Which pods are of a window, what the API server says of them beyond what is kept of every pod,
 * and what makes the load on them. Asks little: a pod is read when it joins and when it has
 * changed.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.member;

import org.jspecify.annotations.NullMarked;
