/** What shells are told. */
@NullMarked
package dev.stuckpod.cli.completion;

import org.jspecify.annotations.NullMarked;
