/** What all commands stand on: what they write to, how a failure is said, where they run from. */
@NullMarked
package dev.stuckpod.cli.ground;

import org.jspecify.annotations.NullMarked;
