@NullMarked
package dev.stuckpod.cli.loadtest.k6;

import org.jspecify.annotations.NullMarked;
