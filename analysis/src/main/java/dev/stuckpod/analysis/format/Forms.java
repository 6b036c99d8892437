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
      if ((!form.equals(present) || form.isAlone()) && form.startsLater(b, from, to)) {
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
    private final Form[] forms;
    private final Form.Head[] heads;

    private Heads(List<Form> all) {
      List<Form> with = new ArrayList<>();
      List<Form.Head> made = new ArrayList<>();
      for (Form form : all) {
        Form.Head head = form.head();
        if (head != null) {
          with.add(form);
          made.add(head);
        }
      }
      this.forms = with.toArray(Form[]::new);
      this.heads = made.toArray(Form.Head[]::new);
    }

    /** Takes the next line; gives the form whose head ends with it, null when none does. */
    @Nullable Form ended(@Nullable Form present, byte[] b, int from, int to) {
      Form ended = null;
      for (int i = 0; i < forms.length; i++) {
        if (!forms[i].equals(present) && heads[i].ends(b, from, to)) {
          ended = forms[i];
        }
      }
      return ended;
    }

    /** Gives the version in the head of a form seen last, if any. */
    @Nullable String version(Form form) {
      int at = List.of(forms).indexOf(form);
      return at < 0 ? null : heads[at].version();
    }
  }
}
