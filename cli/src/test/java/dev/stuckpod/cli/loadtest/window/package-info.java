@NullMarked
package dev.stuckpod.cli.loadtest.window;

import org.jspecify.annotations.NullMarked;
