@NullMarked
package dev.stuckpod.protocol;

import org.jspecify.annotations.NullMarked;
