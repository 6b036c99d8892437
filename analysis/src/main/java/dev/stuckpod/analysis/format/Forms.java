package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All forms, found by the first byte of a line: most lines of a log begin none. */
public final class Forms {
  private static final int BYTES = 256;
  private static final Form[] NONE = {};

  private final List<Form> all;
  private final Form[][] byFirst = new Form[BYTES][];
  private final String languages;
  private final String printed;

  /**
   * Takes the forms; a line that begins two of them is of the first.
   *
   * @param dialects of the runtimes that print them
   */
  public Forms(List<Form> all, List<Dialect> dialects) {
    this.all = List.copyOf(all);
    for (int i = 0; i < BYTES; i++) {
      int first = i;
      byFirst[i] =
          all.stream().filter(f -> f.firstBytes().indexOf(first) >= 0).toArray(Form[]::new);
    }
    this.languages = dialects.stream().map(Dialect::language).collect(Collectors.joining(" or "));
    this.printed = dialects.stream().map(Dialect::printed).collect(Collectors.joining(" or "));
  }

  /** Recognizes a line; null when no dump begins with it. */
  @Nullable Form of(byte[] b, int from, int to) {
    for (Form form : candidates(b, from, to)) {
      if (form.starts(b, from, to)) {
        return form;
      }
    }
    return null;
  }

  /** Recognizes a line with which a dump begins after one of another form; null when none does. */
  @Nullable Form after(Form present, byte[] b, int from, int to) {
    for (Form form : candidates(b, from, to)) {
      boolean another = form.isAlone() || !form.equals(present);
      if (another && form.startsLater(b, from, to)) {
        return form;
      }
    }
    return null;
  }

  private Form[] candidates(byte[] b, int from, int to) {
    return from == to ? NONE : byFirst[b[from] & 0xff];
  }

  /** Makes what follows the lines above dumps. */
  Heads heads() {
    return new Heads(all);
  }

  /** Gives the languages whose dumps are known, for sentences. */
  String languages() {
    return languages;
  }

  /** Gives what dumps look like, for sentences. */
  String printed() {
    return printed;
  }

  /** The lines above dumps of those forms that have any. */
  static final class Heads {
    private record Above(Form form, Form.Head head) {}

    private final List<Above> heads = new ArrayList<>();

    private Heads(List<Form> all) {
      for (Form form : all) {
        Form.Head head = form.head();
        if (head != null) {
          heads.add(new Above(form, head));
        }
      }
    }

    /** Takes the next line; gives the form whose head ends with it, null when none does. */
    @Nullable Form ended(@Nullable Form present, byte[] b, int from, int to) {
      Form ended = null;
      for (Above above : heads) {
        if (!above.form().equals(present) && above.head().ends(b, from, to)) {
          ended = above.form();
        }
      }
      return ended;
    }

    /** Gives the version in the head of a form seen last, if any. */
    @Nullable String version(Form form) {
      for (Above above : heads) {
        if (above.form().equals(form)) {
          return above.head().version();
        }
      }
      return null;
    }
  }
}
