/** Many routines at one place, or one that has all the CPU, where no lock is to blame. */
@NullMarked
package dev.stuckpod.analysis.rule.crowds;

import org.jspecify.annotations.NullMarked;
