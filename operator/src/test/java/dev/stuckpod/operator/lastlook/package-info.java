@NullMarked
package dev.stuckpod.operator.lastlook;

import org.jspecify.annotations.NullMarked;
