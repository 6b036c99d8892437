@NullMarked
package dev.stuckpod.door;

import org.jspecify.annotations.NullMarked;
