/** What a routine waits for or holds, as a dump prints it. */
@NullMarked
package dev.stuckpod.analysis.model.lock;

import org.jspecify.annotations.NullMarked;
