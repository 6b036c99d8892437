@NullMarked
package dev.stuckpod.operator.probes;

import org.jspecify.annotations.NullMarked;
