/**
 * What assistants ask over the Model Context Protocol, on standard input and output: the command,
 * and the wire.
 */
@NullMarked
package dev.stuckpod.cli.mcp;

import org.jspecify.annotations.NullMarked;
