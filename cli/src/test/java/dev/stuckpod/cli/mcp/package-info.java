@NullMarked
package dev.stuckpod.cli.mcp;

import org.jspecify.annotations.NullMarked;
