@NullMarked
package dev.stuckpod.sidecar.patience;

import org.jspecify.annotations.NullMarked;
