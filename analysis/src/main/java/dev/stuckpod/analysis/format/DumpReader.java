package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.line.LineSource;
import dev.stuckpod.analysis.line.Lookback;
import dev.stuckpod.analysis.line.Unwrapper;
import dev.stuckpod.analysis.model.Crash;
import dev.stuckpod.analysis.model.Dump;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the dump in a stream and lets the parser of its format read it. */
public final class DumpReader {
  private static final int FIRST_LINES = 10;
  private static final int MOST_CRASHES = 20;

  private final Limits limits;
  private final Forms forms;
  private final Forms.Heads heads;
  private long lines;
  private boolean binary;
  private long cutLines;
  private @Nullable Form form;
  private Forms.@Nullable Followers followers;
  private int longest;
  private @Nullable DumpParser parser;
  private @Nullable Dump earlier;
  private final Lookback before = new Lookback(false);

  private DumpReader(Limits limits, Forms forms) {
    this.limits = limits;
    this.forms = forms;
    this.heads = forms.heads();
  }

  /**
   * Reads the stream to its end; does not close it.
   *
   * @throws UnknownFormatException if no dump is in it
   */
  public static Dump read(InputStream in, Limits limits, Forms forms)
      throws IOException, UnknownFormatException {
    DumpReader reader = new DumpReader(limits, forms);
    LineSource source = new LineSource(in, limits.lineBytes(), limits.readBytes());
    Unwrapper unwrapper =
        new Unwrapper((b, f, t) -> forms.of(b, f, t) != null, limits.lineBytes(), reader::line);
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
              ? "the input is empty; a %s dump was expected".formatted(forms.languages())
              : "no %s dump in the input (%d lines); expected %s"
                  .formatted(forms.languages(), reader.lines, forms.printed()));
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
    Form headed = heads.ended(form, b, from, to);
    Forms.Followers later = followers;
    Form start =
        later == null ? forms.of(b, from, to) : headed != null ? headed : later.of(b, from, to);
    DumpParser current = parser;
    if (start != null && (current == null || !current.keeps(b, from, to))) {
      if (current != null) {
        earlier = last(current.finish(true));
      }
      form = start;
      followers = forms.after(start);
      longest = start.isOneLine() ? Integer.MAX_VALUE : limits.dumpLineBytes();
      current = start.parser(limits, heads.version(start));
      parser = current;
      before.replay(current::before);
    }
    if (current == null) {
      before.take(b, from, to);
    } else {
      // JSON may be one line and is read in pieces
      boolean cut = to - from > longest;
      cutLines += cut ? 1 : 0;
      current.line(b, from, cut ? from + longest : to);
    }
  }

  /** Of dumps of several forms the last one, unless it is a mere stack; what failed is of all. */
  private Dump last(Dump dump) {
    Dump first = earlier;
    if (first == null) {
      return dump;
    }
    Dump last = first.routines() > 0 && dump.routines() <= 1 ? first : dump;
    List<Crash> crashes =
        Stream.concat(first.crashes().stream(), dump.crashes().stream())
            .limit(MOST_CRASHES)
            .toList();
    return last.withCrashes(crashes);
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
