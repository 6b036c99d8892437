/** Tests of the operator's process and of the chart that installs it. */
@NullMarked
package dev.stuckpod.operator;

import org.jspecify.annotations.NullMarked;
