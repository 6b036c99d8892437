/** Tests of the forms of goroutines, on real dumps. */
@org.jspecify.annotations.NullMarked
package dev.stuckpod.analysis.golang.form;
