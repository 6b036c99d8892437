/** What a tool is, whoever has it: its arguments, how long a call may take, what fails. */
@NullMarked
package dev.stuckpod.cli.mcp.tool;

import org.jspecify.annotations.NullMarked;
