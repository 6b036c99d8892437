@NullMarked
package dev.stuckpod.sidecar.gops;

import org.jspecify.annotations.NullMarked;
