@NullMarked
package dev.stuckpod.cli.scoreboard;

import org.jspecify.annotations.NullMarked;
