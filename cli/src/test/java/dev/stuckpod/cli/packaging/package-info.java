/** What is installed beside the program. */
@NullMarked
package dev.stuckpod.cli.packaging;

import org.jspecify.annotations.NullMarked;
