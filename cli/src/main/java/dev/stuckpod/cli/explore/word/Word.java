package dev.stuckpod.cli.explore.word;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The words, in the order in which help tells of them. The names are what a person types. */
public enum Word {
  VERDICT("", "what is wrong, and how sure that is"),
  SUMMARY("", "how many there are in which state"),
  SHOW("[OFFSET [LIMIT]]", "stacks, 10 at once"),
  GROUPS("[exact|line|function|package]", "what is alike as one, the largest first"),
  WHERE("EXPR", "the groups of those that pass"),
  SEARCH("EXPR", "the stacks of those that pass"),
  KEEP("EXPR", "goes on with those that pass"),
  DELETE("EXPR", "goes on without those that pass"),
  UNDO("", "takes the last change back"),
  STACK("ID", "one stack, and what it waits for"),
  WHO("waits for ID|ADDRESS, holds ADDRESS|ID", "who waits for whom"),
  PATH("ID", "from one routine to what blocks it, and so on to the root"),
  DIFF("[NAME [NAME]]", "two dumps: gone, new, moved, stayed"),
  UNION("NAME [NAME]", "those that are in one of two sets"),
  INTERSECT("NAME [NAME]", "those that are in both"),
  IDLE("on|off", "whether those that do nothing are shown"),
  LOAD("FILE", "another dump"),
  USE("NAME", "goes on with another set"),
  WHOS("", "which sets there are"),
  SAVE("FILE", "writes the set as a dump that is read again"),
  CLEAR("", "forgets all sets but those of the dumps"),
  HELP("[WORD]", "this"),
  QUIT("", "ends");

  private final String given;
  private final String about;

  Word(String given, String about) {
    this.given = given;
    this.about = about;
  }

  /** Finds one by what a person types; null when there is none. */
  public static @Nullable Word of(String typed) {
    return switch (typed) {
      case "?" -> HELP;
      case "exit" -> QUIT;
      case "dedup" -> GROUPS;
      default ->
          Arrays.stream(values()).filter(w -> w.typed().equals(typed)).findFirst().orElse(null);
    };
  }

  /** What a person types. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is typed behind it. */
  public String given() {
    return given;
  }

  /** What it does, in some words. */
  public String about() {
    return about;
  }
}
