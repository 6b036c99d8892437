@NullMarked
package dev.stuckpod.sidecar.server;

import org.jspecify.annotations.NullMarked;
