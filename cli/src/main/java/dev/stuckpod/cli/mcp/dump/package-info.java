/** Tools that read dumps in files. */
@NullMarked
package dev.stuckpod.cli.mcp.dump;

import org.jspecify.annotations.NullMarked;
