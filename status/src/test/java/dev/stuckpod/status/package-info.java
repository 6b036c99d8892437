@NullMarked
package dev.stuckpod.status;

import org.jspecify.annotations.NullMarked;
