@NullMarked
package dev.stuckpod.sidecar.spool;

import org.jspecify.annotations.NullMarked;
