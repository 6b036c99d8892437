package dev.stuckpod.analysis;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Small dumps that make a careless analysis work for minutes, or for ever; of any size. */
@SuppressWarnings("ImmutableEnumChecker") // each makes its dump anew
enum HostileDumps {
  /** Each goroutine waits for a lock of its own, in a function and type of its own. */
  GO_LOCKS(n -> goroutines(n, i -> mutex(i, i, "a.(*T%d).get(0x%x)".formatted(i, object(i))))),
  /** The same without types, so that nothing but addresses tells them apart. */
  GO_FUNCTIONS(n -> goroutines(n, i -> mutex(i, i, "a.f%d(0x%x)".formatted(i, object(i))))),
  /** Each holds the lock that the next one waits for, the last one's is the first one's. */
  GO_CYCLE(n -> goroutines(n, i -> link(i, (i + 1) % n))),
  /** The same, but the last one runs. */
  GO_CHAIN(
      n ->
          goroutines(
              n,
              i ->
                  i == n - 1
                      ? "goroutine %d [IO wait]:\n".formatted(i + 1)
                          + "internal/poll.(*FD).Read(0x1)\n"
                          + "\t/usr/local/go/src/internal/poll/fd.go:9 +0x1\n"
                          + call("a.(*T%d).run(0x%x)".formatted(i, object(i)), 20)
                          + "\n"
                      : link(i, i + 1))),
  /** One lock that all wait for, each in a function of its own. */
  GO_ONE_ADDRESS(n -> goroutines(n, i -> mutex(i, 1, "a.(*T).f%d(0x%x)".formatted(i, object(1))))),
  /** One lock that all may hold, for all are in its object; and all wait for a group. */
  GO_ONE_OBJECT(
      n ->
          goroutines(
              n,
              i ->
                  i % 2 == 0
                      ? mutex(i, 1, "a.(*T).f%d(0x%x)".formatted(i, object(1)))
                      : "goroutine %d [sync.WaitGroup.Wait, 5 minutes]:\n".formatted(i + 1)
                          + call("sync.runtime_SemacquireWaitGroup(0x%x)".formatted(9 * i), 1)
                          + call("sync.(*WaitGroup).Wait(0x%x)".formatted(9 * i), 1)
                          + call("a.(*T).g%d(0x%x)".formatted(i, object(1)), 3)
                          + call("a.(*T).stop(0x%x)".formatted(object(1)), i)
                          + created("a.(*T).start", 5)
                          + "\n")),
  /** All in one function, each before another line of it, and each with a lock of its own. */
  GO_LINES(
      n ->
          goroutines(
              n, i -> mutex(i, i, "a.serve(0x%x)".formatted(object(i))).replace(":8", ":" + i))),
  /** Each sends to a channel of its own, in a method of one type. */
  GO_SENDERS(
      n ->
          goroutines(
              n,
              i ->
                  "goroutine %d [chan send, 5 minutes]:\n".formatted(i + 1)
                      + call("a.(*T).send%d(0x%x)".formatted(i, object(i)), i + 1)
                      + call("a.(*T).run(0x%x)".formatted(object(i)), i + 1)
                      + created("a.(*T).start", 5)
                      + "\n")),
  /** Each waits for a group of its own, and others send. */
  GO_GROUPS(
      n ->
          goroutines(
              n,
              i ->
                  "goroutine %d [sync.WaitGroup.Wait, 5 minutes]:\n".formatted(i + 1)
                      + call("sync.runtime_SemacquireWaitGroup(0x%x)".formatted(object(i)), 1)
                      + call("sync.(*WaitGroup).Wait(0x%x)".formatted(object(i)), 1)
                      + call("a.wait%d()".formatted(i), i + 1)
                      + created("a.wait%d".formatted(i - 1), 5)
                      + "\n")),
  /** Readers of one lock and writers, each type of its own, without addresses. */
  GO_NO_ADDRESS(
      n ->
          goroutines(
              n,
              i ->
                  "goroutine %d [sync.RWMutex.RLock, 5 minutes]:\n".formatted(i + 1)
                      + call("sync.(*RWMutex).RLock(...)", 1)
                      + call("a.(*T%d).read(...)".formatted(i), 3)
                      + call("a.(*T%d).run(...)".formatted(i - 1), 7)
                      + "\n")),
  /** Each runs the function of a sync.Once and waits for another. */
  GO_ONCES(
      n ->
          goroutines(
              n,
              i ->
                  mutex(i, i + 1, "sync.(*Once).doSlow(0x%x)".formatted(object(i + 1)))
                          .stripTrailing()
                      + "\n"
                      + call("a.get%d()".formatted(i), 4)
                      + call("a.init%d()".formatted(i), 4)
                      + call("sync.(*Once).doSlow(0x%x)".formatted(object(i)), 60)
                      + "\n")),
  /** The same, of a Once whose address is not printed: it may be any. */
  GO_UNKNOWN_ONCES(
      n ->
          goroutines(
              n,
              i ->
                  mutex(i, i + 1, "sync.(*Once).doSlow(...)").stripTrailing()
                      + "\n"
                      + call("a.get%d()".formatted(i), 4)
                      + call("a.init%d()".formatted(i), 4)
                      + call("sync.(*Once).doSlow(...)", 60)
                      + "\n")),
  /** Each object's lock is held by one that hands work to a pool, and a worker waits for it. */
  GO_POOLS(
      n ->
          goroutines(
              n,
              i ->
                  i % 2 == 0
                      ? mutex(i, i, "a.(*T%d).get(0x%x)".formatted(i, object(i))).stripTrailing()
                          + "\n"
                          + call("a.(*Pool%d).run(0x1)".formatted(i), 4)
                          + created("a.(*Pool%d).start".formatted(i), 5)
                          + "\n"
                      : "goroutine %d [chan send, 5 minutes]:\n".formatted(i + 1)
                          + call("a.(*Pool%d).submit(0x1)".formatted(i - 1), 7)
                          + call("a.(*T%d).push(0x%x)".formatted(i - 1, object(i - 1)), 9)
                          + created("a.main%d".formatted(i), 5)
                          + "\n")),
  /** The same, and all hand their work to one channel. */
  GO_ONE_CHANNEL(
      n ->
          goroutines(
              n,
              i ->
                  i % 2 == 0
                      ? mutex(i, i, "a.(*T%d).get(0x%x)".formatted(i, object(i))).stripTrailing()
                          + "\n"
                          + call("a.work%d(0x1234)".formatted(i), 4)
                          + created("a.start%d".formatted(i), 5)
                          + "\n"
                      : "goroutine %d [chan send, 5 minutes]:\n".formatted(i + 1)
                          + call("runtime.chansend(0x1234, 0x0)", 1)
                          + call("a.(*T%d).push(0x%x)".formatted(i - 1, object(i - 1)), 9)
                          + created("a.main%d".formatted(i), 5)
                          + "\n")),
  /** Each sends at one place, for a caller of its own, to a channel of its own. */
  GO_ONE_SEND(
      n ->
          goroutines(
              n,
              i ->
                  "goroutine %d [chan send, 5 minutes]:\n".formatted(i + 1)
                      + call("runtime.chansend(0x%x, 0x0)".formatted(object(i)), 1)
                      + call("a.(*T).send(0x%x)".formatted(object(i)), 7)
                      + call("a.(*T).run%d(0x%x)".formatted(i, object(i)), i + 1)
                      + created("a.(*T).start", 5)
                      + "\n")),
  /** Each waits at a nil channel, in a file with a very long name. */
  GO_NIL(
      n ->
          goroutines(
              n,
              i ->
                  "goroutine %d [chan receive (nil chan)]:\na.f%d()\n\t/%s.go:%d +0x1\n\n"
                      .formatted(i + 1, i, "x".repeat(1_900), i + 1))),
  /** Stacks as deep as a dump may have them, no two the same. */
  GO_DEEP(
      n ->
          goroutines(
              Math.max(2, n / 50),
              i ->
                  mutex(i, i, "a.(*T%d).get(0x%x)".formatted(i, object(i))).stripTrailing()
                      + "\n"
                      + IntStream.range(0, 400)
                          .mapToObj(k -> call("a.(*T%d).m%d(0x%x)".formatted(i, k, object(i)), k))
                          .collect(Collectors.joining())
                      + "\n")),
  /** Names that are nothing but what names are taken apart by. */
  GO_NAMES(
      n ->
          goroutines(
              n,
              i ->
                  mutex(
                      i,
                      i,
                      "%s%d(0x%x)"
                          .formatted("a.(*T).func1.gowrap1.(".repeat(i % 60), i, object(i))))),
  /** Each thread holds the monitor that the next one waits for. */
  JAVA_CYCLE(n -> threads(n, i -> blocked(i, i, (i + 1) % n))),
  /** The same, but the last one reads from a socket. */
  JAVA_CHAIN(
      n ->
          threads(
              n,
              i ->
                  i == n - 1
                      ? thread(i, "RUNNABLE")
                          + "\tat sun.nio.ch.SocketDispatcher.read0(java.base@25/Native Method)\n"
                          + "\tat a.C%d.m(C.java:%d)\n\t- locked <0x%08x> (a a.L%d)\n\n"
                              .formatted(i, i, i + 1, i)
                      : blocked(i, i, i + 1))),
  /** Chains that all begin at one lock, and each lock has a chain behind it. */
  JAVA_TREE(n -> threads(n, i -> blocked(i, i, i / 2))),
  /** All wait for one monitor, in a method of their own. */
  JAVA_ONE_MONITOR(n -> threads(n, i -> blocked(i, i, 0))),
  /** Each waits for the initializer of a class that another thread runs. */
  JAVA_CLASSES(
      n ->
          threads(
              n,
              i ->
                  thread(i, "RUNNABLE")
                      + "\tat a.C%d.<clinit>(C.java:3)\n".formatted(i)
                      + "\t- waiting on the Class initialization monitor for a.C%d\n"
                          .formatted((i + 1) % n)
                      + "\n")),
  /** A few threads that hold thousands of monitors. */
  JAVA_MANY_LOCKS(
      n ->
          threads(
              20,
              i ->
                  thread(i, "BLOCKED (on object monitor)")
                      + "\tat a.C%d.m(C.java:9)\n".formatted(i)
                      + "\t- waiting to lock <0x%08x> (a a.L)\n".formatted(i * n + n + 1)
                      + IntStream.range(0, n / 20)
                          .mapToObj(k -> "\t- locked <0x%08x> (a a.L)\n".formatted(i * n + k + 1))
                          .collect(Collectors.joining())
                      + "\n")),
  /** A pool for every thread, with a name of its own. */
  JAVA_POOLS(
      n ->
          threads(
              n,
              i ->
                  thread(i, "WAITING (parking)")
                      + "\tat jdk.internal.misc.Unsafe.park(java.base@25/Native Method)\n"
                      + "\t- parking to wait for  <0x%08x> (a java.util.concurrent.FutureTask)\n"
                          .formatted(i + 1)
                      + "\tat java.util.concurrent.FutureTask.get(java.base@25/FutureTask.java:9)\n"
                      + "\tat a.C%d.m(C.java:9)\n".formatted(i)
                      + "\tat java.util.concurrent.ThreadPoolExecutor.runWorker(java.base@25/ThreadPoolExecutor.java:9)\n"
                      + "\n")),
  /** Threads that are owned by the numbers that a dump file prints at locks. */
  JAVA_OWNERS(
      n ->
          "1\n2026-01-01T00:00:00.000Z\n27\n\n"
              + IntStream.range(0, n)
                  .mapToObj(
                      i ->
                          "#%d \"t%d\" WAITING 2026-01-01T00:00:00.000Z\n".formatted(i + 1, i)
                              + "    at java.base/jdk.internal.misc.Unsafe.park(Native Method)\n"
                              + "    - parking to wait for <a.L@%x>, owner #%d\n"
                                  .formatted(i, (i + 1) % n + 1)
                              + "    at a.C%d.m(C.java:9)\n\n".formatted(i))
                  .collect(Collectors.joining())),
  /** Names of natives that are nothing but dots. */
  JAVA_DOTS(
      n ->
          threads(
              n,
              i ->
                  thread(i, "RUNNABLE")
                      + "\tat java.net.%s%d(Native Method)\n".formatted("a.".repeat(900), i)
                      + "\tat java.net.C.m(C.java:9)\n\n")),
  /** Stacks that nearly are those of idle connections, over and over. */
  GO_NEARLY_IDLE(
      n ->
          goroutines(
              Math.max(2, n / 50),
              i ->
                  "goroutine %d [IO wait, 5 minutes]:\n".formatted(i + 1)
                      + call("net.(*conn).Read(0x1)", i).repeat(120)
                      + call("net/http.(*connReader).Read(0x1)", i).repeat(120)
                      + call("bufio.(*Reader).Peek(0x1)", i).repeat(120)
                      + "\n")),
  /** The JVM's own report of a circle as long as the dump. */
  JAVA_REPORT(
      n ->
          threads(n, i -> blocked(i, i, (i + 1) % n))
              + "Found one Java-level deadlock:\n=============================\n"
              + IntStream.range(0, n)
                  .mapToObj(
                      i ->
                          "\"t%d-%d\":\n  waiting for ownable synchronizer 0x%08x, (a a.L%d),\n  which is held by \"t%d-%d\"\n"
                              .formatted(i, i, (i + 1) % n + 1, i, (i + 1) % n, (i + 1) % n))
                  .collect(Collectors.joining())
              + "\n");

  private final IntFunction<String> dump;

  HostileDumps(IntFunction<String> dump) {
    this.dump = dump;
  }

  /** Gives a dump of about so many routines. */
  String of(int routines) {
    return dump.apply(routines);
  }

  static long object(int i) {
    return 0xc000000000L + i * 0x4000L;
  }

  static String goroutines(int n, IntFunction<String> goroutine) {
    return "SIGQUIT: quit\nPC=0x1 m=0 sigcode=0\n\n"
        + IntStream.range(0, n).mapToObj(goroutine).collect(Collectors.joining());
  }

  static String call(String call, int line) {
    return call + "\n\t/a.go:" + line + " +0x1\n";
  }

  static String created(String function, int line) {
    return "created by " + function + " in goroutine 1\n\t/a.go:" + line + " +0x1\n";
  }

  static String mutex(int i, int lock, String caller) {
    return "goroutine %d [sync.Mutex.Lock, 5 minutes]:\n".formatted(i + 1)
        + call("sync.runtime_SemacquireMutex(0x%x, 0x0, 0x1)".formatted(object(lock) + 12), 1)
        + call("sync.(*Mutex).lockSlow(0x%x)".formatted(object(lock) + 8), 1)
        + call("sync.(*Mutex).Lock(...)", 1)
        + call(caller, 8)
        + "\n";
  }

  /** Runs in the object of one lock and waits for another. */
  private static String link(int holds, int waits) {
    return mutex(holds, waits, "a.(*T%d).get(0x%x)".formatted(waits, object(waits))).stripTrailing()
        + "\n"
        + call("a.(*T%d).run(0x%x)".formatted(holds, object(holds)), 20)
        + "\n";
  }

  static String threads(int n, IntFunction<String> thread) {
    return "2026-01-01 00:00:00\nFull thread dump OpenJDK 64-Bit Server VM (25 mixed mode):\n\n"
        + IntStream.range(0, n).mapToObj(thread).collect(Collectors.joining());
  }

  static String thread(int i, String state) {
    return "\"t%d-%d\" #%d prio=5 os_prio=0 tid=0x%x nid=%d waiting [0x1]\n"
            .formatted(i, i, i + 1, i + 1, i + 1)
        + "   java.lang.Thread.State: "
        + state
        + "\n";
  }

  static String blocked(int i, int holds, int waits) {
    return thread(i, "BLOCKED (on object monitor)")
        + "\tat a.C%d.m(C.java:%d)\n\t- waiting to lock <0x%08x> (a a.L%d)\n"
            .formatted(i, i + 1, waits + 1, waits)
        + "\tat a.C%d.n(C.java:%d)\n\t- locked <0x%08x> (a a.L%d)\n\n"
            .formatted(i, i + 1, holds + 1, holds);
  }
}
