/**
 * Holds what comes from outside against the grammar of names, and every request's path against the
 * shapes that the API has, before either is used.
 */
@NullMarked
package dev.stuckpod.operator.names;

import org.jspecify.annotations.NullMarked;
