/** What a Go linker puts into every program: version, functions, lines, the values of each pc. */
@NullMarked
package dev.stuckpod.goroutines.tables;

import org.jspecify.annotations.NullMarked;
