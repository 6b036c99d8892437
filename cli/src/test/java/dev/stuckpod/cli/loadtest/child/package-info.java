@NullMarked
package dev.stuckpod.cli.loadtest.child;

import org.jspecify.annotations.NullMarked;
