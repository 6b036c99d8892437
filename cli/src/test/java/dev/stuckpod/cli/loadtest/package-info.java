@NullMarked
package dev.stuckpod.cli.loadtest;

import org.jspecify.annotations.NullMarked;
