@NullMarked
package dev.stuckpod.sidecar.port;

import org.jspecify.annotations.NullMarked;
