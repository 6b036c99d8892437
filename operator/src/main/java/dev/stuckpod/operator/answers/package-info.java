/**
 * What is taken of the API server's answers: the rest is skipped while it comes, and is never in
 * memory, however much of it there is.
 */
@NullMarked
package dev.stuckpod.operator.answers;

import org.jspecify.annotations.NullMarked;
