@NullMarked
package dev.stuckpod.sidecar.glancing;

import org.jspecify.annotations.NullMarked;
