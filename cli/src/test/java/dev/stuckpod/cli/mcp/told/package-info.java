@NullMarked
package dev.stuckpod.cli.mcp.told;

import org.jspecify.annotations.NullMarked;
