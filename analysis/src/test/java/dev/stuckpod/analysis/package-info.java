@NullMarked
package dev.stuckpod.analysis;

import org.jspecify.annotations.NullMarked;
