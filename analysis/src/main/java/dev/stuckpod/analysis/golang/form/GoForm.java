package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/** The forms in which Go prints goroutines. */
public enum GoForm implements Form {
  /** Each goroutine, or each kind of it, with its state: SIGQUIT, crashes, debug=2, memory. */
  STACKS("gSf#123456789") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return switch (b[from]) {
        case 'S' -> Bytes.startsWith(b, from, to, GoMarks.SIGQUIT);
        case 'f' -> Bytes.startsWith(b, from, to, GoMarks.ASLEEP);
        case '#' -> MemoryNotes.isStart(b, from, to);
        default -> GoHeader.parse(b, from, to) != null;
      };
    }

    // goroutines follow those notes at once; comments stand anywhere
    @Override
    public boolean startsLater(byte[] b, int from, int to) {
      return b[from] != '#' && starts(b, from, to);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new GoDumpParser(limits);
    }
  },
  /** A profile as text, debug=1. */
  PROFILE("g") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return GoProfileParser.isStart(b, from, to);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new GoProfileParser(limits);
    }
  },
  /** The list of a debugger, Delve. */
  DEBUGGER("G* ") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return DelveParser.isStart(b, from, to);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new DelveParser(limits);
    }
  },
  /** A profile as pprof -traces prints it. */
  TRACES("T") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return TracesParser.isStart(b, from, to) && !TracesParser.isLeaks(b, from, to);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new TracesParser(limits, false);
    }
  },
  /** The same of a leak profile, in which all is leaked. */
  LEAK_TRACES("T") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return TracesParser.isLeaks(b, from, to);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new TracesParser(limits, true);
    }
  };

  private final String firstBytes;

  GoForm(String firstBytes) {
    this.firstBytes = firstBytes;
  }

  @Override
  public String firstBytes() {
    return firstBytes;
  }
}
