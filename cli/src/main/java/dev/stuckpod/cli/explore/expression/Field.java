package dev.stuckpod.cli.explore.expression;

import dev.stuckpod.analysis.model.CpuTime;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.cli.explore.population.Member;
import dev.stuckpod.cli.explore.population.Place;
import dev.stuckpod.cli.explore.population.StackText;
import dev.stuckpod.cli.explore.population.Waits;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be asked of a routine. The names, in small letters, are what a person types. */
public enum Field {
  ID(Type.NUMBER, false, "number of the goroutine or thread"),
  NAME(Type.TEXT, false, "name of the thread; of a goroutine its number"),
  STATE(Type.TEXT, true, "state as printed: 'chan receive'"),
  MINUTES(Type.NUMBER, false, "how long it has waited"),
  FUNCTION(Type.TEXT, true, "innermost call of the application's own"),
  PACKAGE(Type.TEXT, true, "package of that function"),
  FILE(Type.TEXT, true, "file of that call"),
  LINE(Type.NUMBER, true, "line of that call"),
  TRACE(Type.TEXT, true, "the whole stack: functions, files, lines"),
  CREATED_BY(Type.TEXT, true, "function that has started it"),
  LOCK(Type.TEXT, false, "address of the lock or condition it waits for"),
  CHANNEL(Type.TEXT, false, "address of the channel it waits at"),
  LABELS(Type.TEXT, false, "pprof labels as printed; labels['key'] is one"),
  CPU(Type.NUMBER, false, "CPU time in milliseconds, of threads"),
  LOCKED(Type.TRUTH, false, "whether it is locked to its thread"),
  IDLE(Type.TRUTH, true, "whether it is known to do nothing"),
  DUPS(Type.NUMBER, true, "how many have its stack and state"),
  DURATION(Type.NUMBER, false, "the same as minutes"),
  LINES(Type.NUMBER, true, "lines of the stack as printed");

  private static final Pattern NUMBER = Pattern.compile("(?:.*#)?(\\d{1,18})");

  private final Type type;
  private final boolean wide;
  private final String about;

  Field(Type type, boolean wide, String about) {
    this.type = type;
    this.wide = wide;
    this.about = about;
  }

  /** Finds one by the name that a person types; null when there is none. */
  static @Nullable Field of(String name) {
    return Arrays.stream(values()).filter(f -> f.word().equals(name)).findFirst().orElse(null);
  }

  /** What a person types. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it is, in some words. */
  public String about() {
    return about;
  }

  Term term(int at) {
    return new Term(type, wide, at, this::read);
  }

  private @Nullable Object read(Member member) {
    Group group = member.group();
    return switch (this) {
      case ID -> number(member);
      case NAME -> name(member);
      case STATE -> group.state();
      case MINUTES, DURATION -> (long) member.printed().minutes();
      case FUNCTION -> Place.of(group).function();
      case PACKAGE -> Place.packageOf(group, Place.of(group));
      case FILE -> Place.of(group).file();
      case LINE -> (long) Place.of(group).line();
      case TRACE -> StackText.of(group);
      case CREATED_BY -> creator(group);
      case LOCK -> Waits.lock(member);
      case CHANNEL -> Waits.channel(member);
      case LABELS -> member.printed().labels();
      case CPU -> cpu(member);
      case LOCKED -> member.printed().locked();
      case IDLE -> group.idle();
      case DUPS -> (long) group.count();
      case LINES -> 1 + StackText.of(group).lines().count();
    };
  }

  private static @Nullable Object number(Member member) {
    Matcher number = NUMBER.matcher(member.id());
    return number.matches() ? Long.valueOf(number.group(1)) : null;
  }

  private static @Nullable Object name(Member member) {
    String id = member.id();
    int end = id.lastIndexOf('"');
    return id.isEmpty() ? null : id.startsWith("\"") && end > 0 ? id.substring(1, end) : id;
  }

  private static @Nullable Object cpu(Member member) {
    CpuTime used = member.dump().opened().dump().cpu().get(member.id());
    return used == null ? null : used.cpuMillis();
  }

  private static String creator(Group group) {
    Frame creator = group.stack().createdBy();
    return creator == null ? "" : creator.function();
  }
}
