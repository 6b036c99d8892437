/** The folders that an assistant may read dumps of, and no file outside of them. */
@NullMarked
package dev.stuckpod.cli.mcp.folder;

import org.jspecify.annotations.NullMarked;
