package dev.stuckpod.analysis;

import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Input that makes a careless reader work for ever or keep too much; one dump, or a series. */
@SuppressWarnings("ImmutableEnumChecker") // each makes its input anew
enum HostileStreams {
  /** A log line of four megabytes that is nothing but pairs, with a word of a dump in it. */
  PAIRS_IN_A_LOG(
      () ->
          Pieces.of(
              "goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n",
              4,
              _ -> "A=\"goroutine\"" + "=\"\"".repeat(1_300_000) + "\n")),
  /** The same before any dump. */
  PAIRS_BEFORE_A_DUMP(
      () ->
          Pieces.of(
              "A=\"goroutine\"" + "=\"\"".repeat(1_300_000) + "\n",
              1,
              _ -> "goroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n\n")),
  /** Lines about locks that are nothing but what such a line is taken apart by. */
  BRACKETS(
      () ->
          Pieces.of(
              "#1 \"t\" WAITING 2026-01-01T00:00:00.000Z\n    at a.B.c(B.java:1)\n",
              1_000,
              _ -> "    - " + "<".repeat(30_000) + "\n")),
  /** One thread that says a million times that it holds a lock. */
  LOCKS_OF_ONE(
      () ->
          Pieces.of(
              javaHead() + HostileDumps.thread(1, "RUNNABLE") + "\tat a.B.c(B.java:1)\n",
              1_000,
              i ->
                  lines(
                      1_000,
                      k -> "\t- locked <0x%08x> (a a.%s)\n".formatted(i * 1_000 + k, wide(300))))),
  /** Threads with long names, states and locks, none as another. */
  LONG_NAMES(
      () ->
          Pieces.of(
              javaHead(),
              100,
              i ->
                  lines(
                      100,
                      k ->
                          "\"%s%d\" #%d prio=5 tid=0x1 nid=1 waiting [0x1]\n"
                                  .formatted(wide(195), i * 100 + k, i * 100 + k)
                              + "   java.lang.Thread.State: %s%d\n"
                                  .formatted(wide(190), i * 100 + k)
                              + "\tat a.B.m%d(B.java:1)\n".formatted(i * 100 + k)
                              + lines(
                                  30,
                                  l ->
                                      "\t- locked <0x%d%s> (a %s)\n"
                                          .formatted(l, wide(90), wide(90)))
                              + "\n"))),
  /** A hundred thousand threads, of which each waits for the next one's synchronizer. */
  OWNABLE(
      () ->
          Pieces.of(
              javaHead(),
              100,
              i ->
                  lines(
                      1_000,
                      k ->
                          HostileDumps.thread(i * 1_000 + k, "WAITING (parking)")
                              + "\tat jdk.internal.misc.Unsafe.park(java.base@25/Native Method)\n"
                              + "\t- parking to wait for  <0x%08x> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)\n"
                                  .formatted(i * 1_000 + k + 1)
                              + "\tat a.C%d.m(C.java:9)\n\n".formatted(i * 1_000 + k)
                              + "   Locked ownable synchronizers:\n\t- <0x%08x> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)\n\n"
                                  .formatted(i * 1_000 + k)))),
  /** Circles in the JVM's own report, of very long names. */
  REPORTS(
      () ->
          Pieces.of(
              javaHead()
                  + HostileDumps.thread(1, "RUNNABLE")
                  + "\tat a.B.c(B.java:1)\n\nJNI global refs: 1\n\n",
              30,
              i ->
                  "Found one Java-level deadlock:\n=============================\n"
                      + lines(
                          200,
                          k ->
                              "\"%s%d-%d\":\n  waiting for ownable synchronizer 0x%08x, (a %s),\n  which is held by \"%s%d-%d\"\n"
                                  .formatted(
                                      "n".repeat(10_000),
                                      i,
                                      k,
                                      k + 1,
                                      "t".repeat(10_000),
                                      "n".repeat(10_000),
                                      i,
                                      (k + 1) % 200)))),
  /** A log line of four megabytes that is nothing but escaped line ends and beginnings. */
  ESCAPES(
      () ->
          Pieces.of(
              "goroutine Id= nid= \\n",
              4,
              i ->
                  "\"goroutine 1 [\\nThread 1: (state = \\n* Goroutine 1 - \\n\"\\\"".repeat(60_000)
                      + (i == 3
                          ? "\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:1 +0x1\n"
                          : "\n"))),
  /** Lines that may each be what a runtime says before a dump, and never are. */
  CRASHES(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\n",
              200,
              i ->
                  lines(
                      1_000,
                      k ->
                          "panic: %s%d\n\tpanic: again\n[signal %d]\nException in thread \"%d\n\tat a.B(c\n"
                              .formatted(wide(300), k, k, i)))),
  /** Very many crashes, each with a stack of its own. */
  CRASHES_WITH_STACKS(
      () ->
          Pieces.of(
              "",
              100,
              i ->
                  lines(
                      1_000,
                      k ->
                          "panic: test timed out after 1s\n\trunning tests:\n\t\tTestA%d (1s)\n\n"
                                  .formatted(k)
                              + "goroutine %d [running]:\na.f%d()\n\t/a.go:%d +0x1\n\n"
                                  .formatted(i * 1_000 + k + 1, k, i)))),
  /** Threads of the ThreadMXBean with long names, each waiting for the next one's lock. */
  BEANS(
      () ->
          Pieces.of(
              "{\"threads\":[{\"threadName\":\"main\"}\n",
              100,
              i ->
                  lines(
                      1_000,
                      k ->
                          ",{\"threadName\":\"%s\",\"threadId\":%d,\"threadState\":\"BLOCKED\","
                                  .formatted(wide(300), i * 1_000 + k)
                              + "\"lockName\":\"a.%s@%x\",\"lockOwnerId\":%d,"
                                  .formatted(collides(k), i * 1_000 + k, i * 1_000 + k + 1)
                              + "\"stackTrace\":[{\"className\":\"a.B%d\",\"methodName\":\"%s\"}]}\n"
                                  .formatted(k, wide(500))))),
  /** The same as text. */
  BEAN_LINES(
      () ->
          Pieces.of(
              "",
              100,
              i ->
                  lines(
                      1_000,
                      k ->
                          "\"%s\\\" prio=1 Id=%d BLOCKED on a.%s@%x owned by %s Id=%d\n"
                                  .formatted(
                                      "\"d".repeat(100),
                                      i * 1_000 + k,
                                      collides(k),
                                      i * 1_000 + k,
                                      "Id=1 ".repeat(50),
                                      i * 1_000 + k + 1)
                              + "\tat a.B%d.c(B.java:1)\n\n".formatted(i * 1_000 + k)))),
  /** A debugger's goroutines, each with a stack of its own at places with long names. */
  DEBUGGED(
      () ->
          Pieces.of(
              "",
              50,
              i ->
                  lines(
                      1_000,
                      k ->
                          "  Goroutine %d - User: /%s.go:1 a.f (0x1) [%s %d]\n\t0  0x1 in a.f%d\n\t    at /%s.go:%d\n"
                              .formatted(i * 1_000 + k, wide(600), wide(90), k, k, wide(600), i)))),
  /** JSON with a million keys, each of its own. */
  KEYS(
      () ->
          Pieces.of(
              "{\"threadDump\":{\"threads\":[],\n",
              2_000,
              i -> lines(1_000, k -> "\"%s%d\":1,".formatted(wide(40), i * 1_000 + k)) + "\n")),
  /** One goroutine with a hundred thousand calls, and as many that say who has started it. */
  ONE_STACK(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\ngoroutine 1 [running]:\n",
              200,
              i ->
                  lines(1_000, k -> HostileDumps.call("a.f%d(0x1)".formatted(i * 1_000 + k), k))
                      + lines(5_000, k -> HostileDumps.created("a.g%d".formatted(i), k)))),
  /** Very many goroutines of one call, each with another label. */
  LABELS(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\n",
              300,
              i ->
                  lines(
                      1_000,
                      k ->
                          "goroutine %d [select, 5 minutes] {\"%s\": \"%d\"}:\na.f()\n\t/a.go:%d +0x1\n\n"
                              .formatted(i * 1_000 + k + 1, wide(50), i * 1_000 + k, k)))),
  /** Two dumps as large as one may be, one after the other, and threads behind them. */
  SEVERAL(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\n",
              90,
              i ->
                  i % 30 == 29
                      ? (i < 60 ? "rip 0x1\n\nSIGQUIT: quit\n\n" : "rip 0x1\n\n" + javaHead())
                      : i < 60
                          ? lines(700, k -> goroutine(i * 700 + k))
                          : lines(700, k -> HostileDumps.blocked(i * 700 + k, k, k + 1)))),
  /** Each waits at a nil channel, at a place with a long name. */
  NIL_CHANNELS(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\n",
              30,
              i ->
                  lines(
                      1_000,
                      k ->
                          "goroutine %d [chan receive (nil chan)]:\na.f%d()\n\t/%s.go:%d +0x1\n\n"
                              .formatted(i * 1_000 + k + 1, k, wide(600), i)))),
  /** Locks that any of very many may hold, at places with long names. */
  HOLDERS(
      () ->
          Pieces.of(
              "SIGQUIT: quit\n\n",
              20,
              i ->
                  lines(
                      1_000,
                      k ->
                          HostileDumps.mutex(
                                  i * 1_000 + k,
                                  i * 1_000 + k,
                                  "a.%s(0x%x)"
                                      .formatted(
                                          "s".repeat(1_900), HostileDumps.object(i * 1_000 + k)))
                              .replace(
                                  "/a.go:8", "/%s.go:%d".formatted(wide(600), i * 1_000 + k))))),
  /** Locks of which all have one hash. */
  COLLISIONS(
      () ->
          Pieces.of(
              javaHead(),
              30,
              i ->
                  HostileDumps.thread(i, "BLOCKED (on object monitor)")
                      + "\tat a.C%d.m(C.java:9)\n".formatted(i)
                      + "\t- waiting to lock <0x1> (a %s)\n".formatted(collides(i * 4_000))
                      + lines(
                          4_000,
                          k -> "\t- locked <0x1> (a %s)\n".formatted(collides(i * 4_000 + k + 1)))
                      + "\n")),
  /** Three dumps of very many goroutines, no two with the same stack. */
  SERIES(() -> largeDump(), () -> largeDump(), () -> largeDump()),
  /** Three dumps of threads that all seem busy. */
  BUSY(() -> busy(1), () -> busy(1_000), () -> busy(2_000));

  private final List<Supplier<InputStream>> dumps;

  @SafeVarargs
  @SuppressWarnings("varargs")
  HostileStreams(Supplier<InputStream>... dumps) {
    this.dumps = List.of(dumps);
  }

  /** Gives the dumps, made anew. */
  List<InputStream> open() {
    return dumps.stream().map(Supplier::get).toList();
  }

  private static InputStream largeDump() {
    return Pieces.of("SIGQUIT: quit\n\n", 100, i -> lines(1_000, k -> goroutine(i * 1_000 + k)));
  }

  private static InputStream busy(int millis) {
    return Pieces.of(
        javaHead(),
        20,
        i ->
            lines(
                1_000,
                k ->
                    "\"t%d\" #%d prio=5 cpu=%d.00ms elapsed=%d.00s tid=0x1 nid=1 runnable [0x1]\n"
                            .formatted(i * 1_000 + k, i * 1_000 + k, millis, millis / 1_000)
                        + "   java.lang.Thread.State: RUNNABLE\n"
                        + "\tat a.B.m%d(B.java:1)\n\n".formatted(i * 1_000 + k)));
  }

  private static String goroutine(int i) {
    return "goroutine %d [chan receive, 5 minutes]:\n".formatted(i + 1)
        + Stream.of(1, 2, 3, 4)
            .map(
                k ->
                    HostileDumps.call(
                        "a.(*T%d).m%d(0x%x, 0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7)"
                            .formatted(i % 30_000, k, HostileDumps.object(i)),
                        k))
            .collect(Collectors.joining())
        + "\n";
  }

  private static String javaHead() {
    return "2026-01-01 00:00:00\nFull thread dump OpenJDK 64-Bit Server VM (25 mixed mode):\n\n";
  }

  /** Names that differ and have one hash. */
  private static String collides(int number) {
    return IntStream.range(0, 17)
        .mapToObj(bit -> (number >> bit & 1) == 0 ? "Aa" : "BB")
        .collect(Collectors.joining());
  }

  private static String wide(int length) {
    return "\u4e2d".repeat(length);
  }

  private static String lines(int n, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, n).mapToObj(line).collect(Collectors.joining());
  }
}
