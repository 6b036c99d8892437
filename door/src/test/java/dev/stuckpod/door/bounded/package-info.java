@NullMarked
package dev.stuckpod.door.bounded;

import org.jspecify.annotations.NullMarked;
