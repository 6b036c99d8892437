/**
 * What is read of a program's functions: their code, decoded, and what is known of them by name.
 */
@NullMarked
package dev.stuckpod.goroutines.code.program;

import org.jspecify.annotations.NullMarked;
