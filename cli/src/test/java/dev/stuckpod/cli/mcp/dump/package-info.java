@NullMarked
package dev.stuckpod.cli.mcp.dump;

import org.jspecify.annotations.NullMarked;
