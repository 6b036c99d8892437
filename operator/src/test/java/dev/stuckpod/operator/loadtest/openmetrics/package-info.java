@NullMarked
package dev.stuckpod.operator.loadtest.openmetrics;

import org.jspecify.annotations.NullMarked;
