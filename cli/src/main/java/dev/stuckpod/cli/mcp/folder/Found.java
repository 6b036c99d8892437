package dev.stuckpod.cli.mcp.folder;

import java.time.Instant;
import java.util.List;

/**
 * Files that there are.
 *
 * @param files the latest first
 * @param cut whether there are more than were looked at
 */
public record Found(List<Entry> files, boolean cut) {
  public Found {
    files = List.copyOf(files);
  }

  /** A file, with its size in bytes. */
  public record Entry(String path, long size, Instant modified) {}
}
