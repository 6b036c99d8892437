/**
 * What the kernel tells of a process in /proc, and whether one process may read another. The one
 * place where these files are understood.
 */
@NullMarked
package dev.stuckpod.proc;

import org.jspecify.annotations.NullMarked;
