@NullMarked
package dev.stuckpod.sidecar.attempt;

import org.jspecify.annotations.NullMarked;
