/** Tests of what goroutines wait for. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.golang.wait;
