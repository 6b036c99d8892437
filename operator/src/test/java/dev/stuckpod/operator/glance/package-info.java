@NullMarked
package dev.stuckpod.operator.glance;

import org.jspecify.annotations.NullMarked;
