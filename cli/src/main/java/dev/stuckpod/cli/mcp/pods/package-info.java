/** Tools that read what the cluster knows of its pods, and the one that asks for a dump. */
@NullMarked
package dev.stuckpod.cli.mcp.pods;

import org.jspecify.annotations.NullMarked;
