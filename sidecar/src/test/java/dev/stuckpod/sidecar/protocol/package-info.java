@NullMarked
package dev.stuckpod.sidecar.protocol;

import org.jspecify.annotations.NullMarked;
