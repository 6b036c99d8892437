package dev.stuckpod.cli.explore.session;

import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Opened;
import java.io.IOException;

/** Where dumps come from, and where they are written to. */
public interface Store {

  /**
   * Reads a dump.
   *
   * @param source a file, or whatever else this knows
   * @throws NotADumpException if it is none
   * @throws IOException if it cannot be read; the message says why in a sentence
   */
  Opened open(String source) throws NotADumpException, IOException;

  /**
   * Writes a new file.
   *
   * @throws IOException if it is there, or cannot be written; the message says why in a sentence
   */
  void save(String file, String text) throws IOException;
}
