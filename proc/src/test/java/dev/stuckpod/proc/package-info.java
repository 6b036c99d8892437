@NullMarked
package dev.stuckpod.proc;

import org.jspecify.annotations.NullMarked;
