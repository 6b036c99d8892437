/** What is installed beside the program, made of the model of its commands. */
@NullMarked
package dev.stuckpod.cli.packaging;

import org.jspecify.annotations.NullMarked;
