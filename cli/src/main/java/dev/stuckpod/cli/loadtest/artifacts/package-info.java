/** What is kept of a load test in a folder, so that nothing is lost with the namespace. */
@NullMarked
package dev.stuckpod.cli.loadtest.artifacts;

import org.jspecify.annotations.NullMarked;
