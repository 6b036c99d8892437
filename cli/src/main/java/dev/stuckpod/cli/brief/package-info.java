/**
 * Questions to a cluster that whoever types them waits for: what they answer, and how their
 * plainest command lines are read.
 */
@NullMarked
package dev.stuckpod.cli.brief;

import org.jspecify.annotations.NullMarked;
