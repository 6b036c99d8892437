/** Why a pod fires, or not: what the operator says of it, asked anew through its policies. */
@NullMarked
package dev.stuckpod.cli.explain;

import org.jspecify.annotations.NullMarked;
