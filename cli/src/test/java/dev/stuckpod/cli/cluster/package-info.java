/** Tests of what is asked of a cluster, and of how its failures are said. */
@NullMarked
package dev.stuckpod.cli.cluster;

import org.jspecify.annotations.NullMarked;
