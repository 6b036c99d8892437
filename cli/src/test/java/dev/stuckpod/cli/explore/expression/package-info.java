/** Tests of expression. */
@NullMarked
package dev.stuckpod.cli.explore.expression;

import org.jspecify.annotations.NullMarked;
