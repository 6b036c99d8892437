/** Tests of what Go's names mean. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.golang.dialect;
