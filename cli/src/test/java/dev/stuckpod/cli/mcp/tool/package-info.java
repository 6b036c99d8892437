@NullMarked
package dev.stuckpod.cli.mcp.tool;

import org.jspecify.annotations.NullMarked;
