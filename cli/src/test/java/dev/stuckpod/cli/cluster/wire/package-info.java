/** How an API server is spoken to. */
@NullMarked
package dev.stuckpod.cli.cluster.wire;

import org.jspecify.annotations.NullMarked;
