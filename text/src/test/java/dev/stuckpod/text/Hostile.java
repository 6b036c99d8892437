package dev.stuckpod.text;

import java.util.List;

/** What an app may call its threads, functions, files and versions. */
final class Hostile {

  /** What no output may show: it steers, turns, or cannot be seen. */
  static final List<String> UNFIT =
      List.of(
          "\u001b[2J\u001b[31m",
          "\u001b]0;title\u0007",
          "\u001b]8;;https://example.org\u001b\\link",
          "\u009b31m",
          "\u007f",
          "\b\b\b",
          "\u0000",
          "\u202e" + "dlrow",
          "\u2066x\u2069",
          "\u200e",
          "\u061c",
          "\u200b",
          "\u200d",
          "\u2060",
          "\ufeff",
          "\u00ad",
          "\u180e",
          "\ufe0f",
          "\u3164",
          "\u034f",
          "\ud83d",
          "\ude00",
          Character.toString(0xE0041),
          Character.toString(0xE0100));

  /** What may end a line. */
  static final List<String> BREAKS =
      List.of("\n", "\r", "\r\n", "\u000b", "\f", "\u0085", "\u2028", "\u2029");

  /** What anybody may be called. */
  static final List<String> FIT =
      List.of(
          "",
          "main.(*Hub).Broadcast[...]",
          "pool-1-thread-7",
          "com.example.Foo$Bar.lambda$new$1",
          "日本語 スレッド",
          "поток",
          "مرحبا",
          "😀 smile",
          "a  b");

  private Hostile() {}
}
