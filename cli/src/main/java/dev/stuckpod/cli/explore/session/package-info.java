/** What is asked and answered from the first word to the last. */
@NullMarked
package dev.stuckpod.cli.explore.session;

import org.jspecify.annotations.NullMarked;
