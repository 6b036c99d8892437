@NullMarked
package dev.stuckpod.cli.loadtest.artifacts;

import org.jspecify.annotations.NullMarked;
