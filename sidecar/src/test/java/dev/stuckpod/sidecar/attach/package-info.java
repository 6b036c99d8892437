@NullMarked
package dev.stuckpod.sidecar.attach;

import org.jspecify.annotations.NullMarked;
