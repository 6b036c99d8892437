/**
 * The life of a load-test window: what stage it is at, what happens to its pods meanwhile, and what
 * its result is. Pure; what must survive a restart is in what was recorded.
 */
@NullMarked
package dev.stuckpod.operator.loadtest.window;

import org.jspecify.annotations.NullMarked;
