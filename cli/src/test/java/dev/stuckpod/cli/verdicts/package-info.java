/** The page of the documents that shows each kind of verdict, made of what real dumps give. */
@NullMarked
package dev.stuckpod.cli.verdicts;

import org.jspecify.annotations.NullMarked;
