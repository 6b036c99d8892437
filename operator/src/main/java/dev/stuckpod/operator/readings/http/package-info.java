/**
 * Speaks the HTTP API of Prometheus and of those that answer like it: a query goes out, series come
 * in one after the other.
 */
@NullMarked
package dev.stuckpod.operator.readings.http;

import org.jspecify.annotations.NullMarked;
