@NullMarked
package dev.stuckpod.cli.simulate;

import org.jspecify.annotations.NullMarked;
