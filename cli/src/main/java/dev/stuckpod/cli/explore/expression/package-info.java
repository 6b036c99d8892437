/** What people ask of routines: fields, comparisons, and what is wrong with them. */
@NullMarked
package dev.stuckpod.cli.explore.expression;

import org.jspecify.annotations.NullMarked;
