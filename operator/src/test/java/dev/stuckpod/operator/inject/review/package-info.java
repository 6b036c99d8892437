/** Tests of package review. */
@NullMarked
package dev.stuckpod.operator.inject.review;

import org.jspecify.annotations.NullMarked;
