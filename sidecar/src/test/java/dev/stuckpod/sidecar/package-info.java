@NullMarked
package dev.stuckpod.sidecar;

import org.jspecify.annotations.NullMarked;
