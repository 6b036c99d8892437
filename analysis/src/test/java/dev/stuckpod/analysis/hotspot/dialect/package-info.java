/** Tests of what the calls of threads mean. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.hotspot.dialect;
