/** What a pc stands for: the calls, inlined ones too, and how their arguments are found. */
@NullMarked
package dev.stuckpod.goroutines.calls;

import org.jspecify.annotations.NullMarked;
