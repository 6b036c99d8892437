@NullMarked
package dev.stuckpod.sidecar.tls;

import org.jspecify.annotations.NullMarked;
