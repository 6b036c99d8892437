@NullMarked
package dev.stuckpod.sidecar.method;

import org.jspecify.annotations.NullMarked;
