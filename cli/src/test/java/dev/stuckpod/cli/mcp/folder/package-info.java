@NullMarked
package dev.stuckpod.cli.mcp.folder;

import org.jspecify.annotations.NullMarked;
