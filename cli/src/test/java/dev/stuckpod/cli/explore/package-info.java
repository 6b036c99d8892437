/** Tests of looking into dumps. */
@NullMarked
package dev.stuckpod.cli.explore;

import org.jspecify.annotations.NullMarked;
