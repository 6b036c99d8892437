package dev.stuckpod.cli.mcp.folder;

import dev.stuckpod.analysis.Analyzer;
import dev.stuckpod.analysis.NotADumpException;
import dev.stuckpod.analysis.Opened;
import dev.stuckpod.analysis.Options;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.graph.Effort;
import dev.stuckpod.analysis.report.Analysis;
import dev.stuckpod.cli.explore.session.Session;
import dev.stuckpod.cli.explore.session.Store;
import dev.stuckpod.cli.ground.CommandException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Dumps in the folders that were given. Nothing is written there. */
public final class FolderDumps {
  /** Bytes of a file, unpacked; what follows is not looked at. */
  private static final long UNPACKED = 2L << 30;

  private static final int LISTED = 20;
  private static final Effort.Limit EFFORT =
      new Effort.Limit(100_000_000, Duration.ofSeconds(20), 50_000);

  private final Folders folders;

  /** Reads those of some folders. */
  public FolderDumps(Folders folders) {
    this.folders = folders;
  }

  /**
   * Explains one dump, or several of one process, the oldest first.
   *
   * @throws CommandException if a file is not to be had here
   * @throws NotADumpException if one is no dump
   */
  public Analysis analyze(List<String> files)
      throws CommandException, NotADumpException, IOException {
    Options options = new Options(Limits.DEFAULT.withReadBytes(UNPACKED), LISTED, LISTED, EFFORT);
    var open = new ArrayList<InputStream>();
    try {
      for (String file : files) {
        open.add(new BufferedInputStream(folders.open(file)));
      }
      return open.size() == 1
          ? Analyzer.analyze(open.getFirst(), options)
          : Analyzer.analyzeSeries(open, options);
    } finally {
      for (InputStream one : open) {
        one.close();
      }
    }
  }

  /**
   * Opens dumps to look into.
   *
   * @throws CommandException if a file is not to be had here
   * @throws NotADumpException if one is no dump
   */
  public Session open(List<String> files) throws CommandException, NotADumpException, IOException {
    for (String file : files) {
      folders.open(file).close(); // says in its own words what is wrong
    }
    var shelf = new Shelf(files.size());
    var session = new Session(shelf);
    for (String file : files) {
      session.open(file);
    }
    shelf.closed = true;
    return session;
  }

  /** Where a session has its dumps from: those that were asked for, and no others. */
  private final class Shelf implements Store {
    private final Options options;
    private boolean closed;

    Shelf(int several) {
      long share = Runtime.getRuntime().maxMemory() / (4L * several);
      this.options =
          new Options(
              Limits.DEFAULT.withEach((int) Math.min(1 << 30, share)).withReadBytes(UNPACKED),
              LISTED,
              LISTED,
              EFFORT);
    }

    @Override
    public Opened open(String source) throws NotADumpException, IOException {
      if (closed) {
        throw new IOException("no other dump is loaded here: name it when you ask");
      }
      try (InputStream in = folders.open(source)) {
        return Analyzer.open(new BufferedInputStream(in), options);
      } catch (CommandException refused) {
        throw new IOException(refused.getMessage(), refused);
      }
    }

    @Override
    public void save(String file, String text) throws IOException {
      throw new IOException("nothing is written here");
    }
  }
}
