/** What an assistant is told: how sure it is, what of it is a stranger's, and page by page. */
@NullMarked
package dev.stuckpod.cli.mcp.told;

import org.jspecify.annotations.NullMarked;
