package dev.stuckpod.goroutines;

import java.util.List;

/**
 * What was read.
 *
 * @param goroutines blocks in the dump
 * @param torn of these, how many changed whenever they were read: they have no stack
 * @param running of these, how many ran all the time: they have no stack
 * @param notRun of these, how many have not run since the earlier reading
 * @param bytesRead from the memory of the process
 * @param complete whether the dump was written to its end
 * @param problems one sentence each: why it is not complete, what else is unusual
 */
public record Reading(
    long goroutines,
    long torn,
    long running,
    long notRun,
    long bytesRead,
    boolean complete,
    List<String> problems) {

  /** Copies what it gets. */
  public Reading {
    problems = List.copyOf(problems);
  }
}
