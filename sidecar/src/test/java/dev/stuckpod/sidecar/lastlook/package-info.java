@NullMarked
package dev.stuckpod.sidecar.lastlook;

import org.jspecify.annotations.NullMarked;
