/** Why a pod fires, or not. */
@NullMarked
package dev.stuckpod.cli.explain;

import org.jspecify.annotations.NullMarked;
