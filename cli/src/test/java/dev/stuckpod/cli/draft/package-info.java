@NullMarked
package dev.stuckpod.cli.draft;

import org.jspecify.annotations.NullMarked;
