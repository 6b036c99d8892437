/** Tests of the demo's own judgement. */
@NullMarked
package dev.stuckpod.cli.demo;

import org.jspecify.annotations.NullMarked;
