/** What is answered, as data; how it is laid out is another matter. */
@NullMarked
package dev.stuckpod.cli.explore.answer;

import org.jspecify.annotations.NullMarked;
