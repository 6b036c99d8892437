/** Tests of lines and bytes. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.line;
