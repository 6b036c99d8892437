@NullMarked
package dev.stuckpod.sidecar.process;

import org.jspecify.annotations.NullMarked;
