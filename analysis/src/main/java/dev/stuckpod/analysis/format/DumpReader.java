package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.LineSource;
import dev.stuckpod.analysis.line.Unwrapper;
import dev.stuckpod.analysis.model.Dump;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the dump in a stream and lets the parser of its format read it. */
public final class DumpReader {
  private static final int FIRST_LINES = 10;

  private final Limits limits;
  private long lines;
  private boolean binary;
  private long cutLines;
  private final ThreadFileHead head = new ThreadFileHead();
  private @Nullable Start form;
  private @Nullable DumpParser parser;
  private @Nullable Dump earlier;

  private DumpReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * Reads the stream to its end; does not close it.
   *
   * @throws UnknownFormatException if no dump is in it
   */
  public static Dump read(InputStream in, Limits limits)
      throws IOException, UnknownFormatException {
    DumpReader reader = new DumpReader(limits);
    LineSource source = new LineSource(in, limits.lineBytes(), limits.readBytes());
    Unwrapper unwrapper =
        new Unwrapper((b, f, t) -> Start.of(b, f, t) != null, limits.lineBytes(), reader::line);
    source.forEach(unwrapper);
    unwrapper.end();
    DumpParser parser = reader.parser;
    if (parser == null) {
      String failure = source.failure();
      if (failure != null) {
        throw new UnknownFormatException(failure + ", and no dump is in what could be read");
      }
      if (reader.binary) {
        throw new UnknownFormatException(
            "the input is binary; take goroutine profiles as text, with ?debug=2");
      }
      throw new UnknownFormatException(
          reader.lines == 0
              ? "the input is empty; a Go or Java dump was expected"
              : "no Go or Java dump in the input ("
                  + reader.lines
                  + " lines); expected goroutine stacks or a \"Full thread dump\"");
    }
    return amend(
        reader.last(parser.finish(source.endsWithNewline())),
        source.failure(),
        source.cutLines() + reader.cutLines,
        unwrapper.dropped());
  }

  private static Dump amend(Dump dump, @Nullable String failure, long cutLines, int dropped) {
    List<String> problems = new ArrayList<>(dump.problems());
    if (failure != null) {
      problems.add(failure);
    }
    if (cutLines > 0) {
      problems.add(cutLines + " overlong lines were cut");
    }
    if (dropped > 0) {
      problems.add(dropped + " lines of other streams or programs in the dump were skipped");
    }
    return problems.size() == dump.problems().size()
        ? dump
        : dump.with(dump.complete() && failure == null && cutLines == 0, problems);
  }

  private void line(byte[] b, int from, int to) {
    lines++;
    binary |= lines <= FIRST_LINES && isBinary(b, from, to);
    boolean headEnds = form != Start.THREAD_FILE && head.ends(b, from, to);
    Start start = form == null ? Start.of(b, from, to) : form.other(b, from, to, headEnds);
    DumpParser current = parser;
    if (start != null) {
      if (current != null) {
        earlier = last(current.finish(true));
      }
      form = start;
      current = start.parser(limits, head.version());
      parser = current;
    }
    if (current != null) {
      // JSON may be one line and is read in pieces
      boolean cut = form != Start.THREAD_JSON && to - from > limits.dumpLineBytes();
      cutLines += cut ? 1 : 0;
      current.line(b, from, cut ? from + limits.dumpLineBytes() : to);
    }
  }

  /** Of dumps of several forms the last one, unless it is a mere stack. */
  private Dump last(Dump dump) {
    return earlier != null && earlier.routines() > 0 && dump.routines() <= 1 ? earlier : dump;
  }

  private static boolean isBinary(byte[] b, int from, int to) {
    for (int i = from; i < Math.min(to, from + 200); i++) {
      if (b[i] >= 0 && b[i] < 7) {
        return true;
      }
    }
    return false;
  }
}
