package dev.stuckpod.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A run of a program that shows the JVM which classes to keep in the AOT cache. */
interface Training {

  /**
   * Gives the environment that the program is started with.
   *
   * @param work a folder for files that the program reads
   */
  Map<String, String> environment(Path work) throws IOException;

  /**
   * Uses the running program as it will be used in a cluster; it is asked to end afterwards.
   *
   * @param log what the program has printed so far
   */
  void exercise(Process program, Path log) throws IOException, InterruptedException;
}
