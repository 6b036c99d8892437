package dev.stuckpod.analysis.format;

import dev.stuckpod.analysis.model.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
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
    for (Form form : from == to ? NONE : byFirst[b[from] & 0xff]) {
      if (form.starts(b, from, to)) {
        return form;
      }
    }
    return null;
  }

  /** Gives what recognizes dumps after one of a form. */
  Followers after(Form present) {
    return new Followers(present, byFirst);
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

  /** The forms of which a dump may follow one that is being read. */
  static final class Followers {
    private final Form[][] byFirst = new Form[BYTES][];

    private Followers(Form present, Form[][] all) {
      for (int i = 0; i < BYTES; i++) {
        byFirst[i] =
            Arrays.stream(all[i])
                .filter(f -> !f.equals(present) || f.isAlone())
                .toArray(Form[]::new);
      }
    }

    /** Recognizes a line; null when no dump begins with it. */
    @Nullable Form of(byte[] b, int from, int to) {
      for (Form form : from == to ? NONE : byFirst[b[from] & 0xff]) {
        if (form.startsLater(b, from, to)) {
          return form;
        }
      }
      return null;
    }
  }

  /** The lines above dumps of those forms that have any. */
  static final class Heads {
    private final Form[] forms;
    private final Form.Head[] heads;
    private final boolean[] mayBegin = new boolean[BYTES];
    private boolean within;

    private Heads(List<Form> all) {
      List<Form> with = new ArrayList<>();
      List<Form.Head> made = new ArrayList<>();
      for (Form form : all) {
        Form.Head head = form.head();
        if (head != null) {
          head.firstBytes().chars().forEach(first -> mayBegin[first] = true);
          with.add(form);
          made.add(head);
        }
      }
      this.forms = with.toArray(Form[]::new);
      this.heads = made.toArray(Form.Head[]::new);
    }

    /** Takes the next line; gives the form whose head ends with it, null when none does. */
    @Nullable Form ended(@Nullable Form present, byte[] b, int from, int to) {
      boolean begins = from < to && mayBegin[b[from] & 0xff];
      if (!begins && !within) {
        return null; // as nearly all lines are
      }
      within = begins;
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
