/** Tests of what is known about routines. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.model;
