/** What k6 has written of its own run, in each of its forms, in bounded memory. */
@NullMarked
package dev.stuckpod.cli.loadtest.k6;

import org.jspecify.annotations.NullMarked;
