/** What a person types, read: words, and the classic forms of goroutine-inspect. */
@NullMarked
package dev.stuckpod.cli.explore.word;

import org.jspecify.annotations.NullMarked;
