/** Tests of the forms of threads, on real dumps. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.hotspot.form;
