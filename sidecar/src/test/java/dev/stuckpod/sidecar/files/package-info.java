@NullMarked
package dev.stuckpod.sidecar.files;

import org.jspecify.annotations.NullMarked;
