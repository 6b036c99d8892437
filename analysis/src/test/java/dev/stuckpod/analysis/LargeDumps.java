package dev.stuckpod.analysis;

import java.util.function.IntFunction;

/** Dumps as large programs write them: tens of thousands of routines in some hundred functions. */
@SuppressWarnings("ImmutableEnumChecker") // each makes its dump anew
enum LargeDumps {
  /** Handlers of 200 kinds that all need one lock, whose holder reads from a peer. */
  GO_HANDLERS(
      n ->
          HostileDumps.goroutines(
              n,
              i ->
                  i == n - 1
                      ? "goroutine %d [IO wait, 5 minutes]:\n".formatted(i + 1)
                          + HostileDumps.call("internal/poll.runtime_pollWait(0x1, 0x72)", 1)
                          + HostileDumps.call("internal/poll.(*FD).Read(0x1)", 9)
                          + HostileDumps.call("net.(*conn).Read(0x1)", 9)
                          + HostileDumps.call(cache("refresh"), 20)
                          + "\n"
                      : HostileDumps.mutex(i, 1, cache("get")).stripTrailing()
                          + "\n"
                          + HostileDumps.call("a.handle%d(0x%x)".formatted(i % 200, i), i % 3 + 1)
                          + HostileDumps.created("net/http.(*Server).Serve", 5)
                          + "\n")),
  /** Each request waits for the group of its three workers; these send, and nobody receives. */
  GO_REQUESTS(
      n ->
          HostileDumps.goroutines(
              n,
              i ->
                  i % 4 == 0
                      ? "goroutine %d [sync.WaitGroup.Wait, 5 minutes]:\n".formatted(i + 1)
                          + HostileDumps.call(
                              "sync.(*WaitGroup).Wait(0x%x)".formatted(HostileDumps.object(i)), 1)
                          + HostileDumps.call("a.serve%d(0x%x)".formatted(i % 100, i), 7)
                          + HostileDumps.created("net/http.(*Server).Serve", 5)
                          + "\n"
                      : "goroutine %d [chan send, 5 minutes]:\n".formatted(i + 1)
                          + HostileDumps.call(
                              "a.work%d(0x%x)".formatted(i % 50, HostileDumps.object(i / 4 * 4)), 3)
                          + HostileDumps.created("a.serve%d".formatted(i / 4 * 4 % 100), 6)
                          + "\n")),
  /** Each object of 100 types has its own lock, and four that wait for it. */
  GO_OBJECTS(
      n ->
          HostileDumps.goroutines(
              n,
              i ->
                  HostileDumps.mutex(
                      i,
                      i / 4,
                      "a.(*T%d).get(0x%x)".formatted(i / 4 % 100, HostileDumps.object(i / 4))))),
  /** Threads of 100 pools that wait for one monitor, whose owner reads from a socket. */
  JAVA_POOLS(
      n ->
          HostileDumps.threads(
              n,
              i ->
                  i == n - 1
                      ? HostileDumps.thread(i, "RUNNABLE")
                          + "\tat sun.nio.ch.SocketDispatcher.read0(java.base@25/Native Method)\n"
                          + "\tat a.C.m(C.java:5)\n\t- locked <0x%08x> (a a.L)\n\n".formatted(1)
                      : HostileDumps.thread(i, "BLOCKED (on object monitor)")
                          + "\tat a.C.m(C.java:4)\n\t- waiting to lock <0x%08x> (a a.L)\n"
                              .formatted(1)
                          + "\tat a.P%d.run(P.java:9)\n\n".formatted(i % 100)));

  private final IntFunction<String> dump;

  LargeDumps(IntFunction<String> dump) {
    this.dump = dump;
  }

  /** Gives a dump of so many routines. */
  String of(int routines) {
    return dump.apply(routines);
  }

  private static String cache(String method) {
    return "a.(*Cache).%s(0x%x)".formatted(method, HostileDumps.object(1));
  }
}
