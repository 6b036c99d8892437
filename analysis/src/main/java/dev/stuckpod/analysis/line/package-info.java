/** From bytes to the lines of a dump: cuts a stream and takes off what log pipelines put around. */
@NullMarked
package dev.stuckpod.analysis.line;

import org.jspecify.annotations.NullMarked;
