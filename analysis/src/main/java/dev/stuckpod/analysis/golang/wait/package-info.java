/** What goroutines wait for, and who seems to hold it: no dump of Go says so. */
@NullMarked
package dev.stuckpod.analysis.golang.wait;

import org.jspecify.annotations.NullMarked;
