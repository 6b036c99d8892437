package dev.stuckpod.analysis.graph;

import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import java.util.List;
import java.util.regex.Pattern;

/** What a routine does, as far as its state and innermost calls tell. */
public enum Activity {
  /** Runs, or could. */
  RUNS,
  /** Reads from a socket or file, or waits for its readiness. */
  READS,
  /** Writes to a socket, pipe or file. */
  WRITES,
  /** Sleeps for a time, or waits with a limit. */
  SLEEPS,
  /** Waits for another routine. */
  WAITS;

  /** The state of goroutines in a profile that prints none. */
  private static final String UNKNOWN = "unknown";

  private static final Pattern GO_POLL = Pattern.compile("internal/poll\\.runtime_pollWait");

  private static final Pattern GO_PARKS =
      Pattern.compile("(internal/)?sync\\.runtime_(Semacquire.*|notifyListWait)");

  private static final Pattern GO_WRITE =
      Pattern.compile("internal/poll\\.\\(\\*FD\\)\\.(Write|Pwrite|Send|Sendfile).*");
  private static final Pattern GO_READ = Pattern.compile("internal/poll\\.\\(\\*FD\\)\\..*");

  /** Reads that call nothing of the application; RawRead does. */
  private static final Pattern GO_PLAIN_READ =
      Pattern.compile("internal/poll\\.\\(\\*FD\\)\\.(Read|Pread|Accept).*");

  /** The routine that takes the dump, or that sends its process the signal. */
  private static final Pattern TAKES_DUMP =
      Pattern.compile(
          "runtime\\.Stack|runtime/pprof\\.(writeGoroutineStacks|runtime_goroutineProfile.*)"
              + "|runtime/pprof\\.\\(\\*Profile\\)\\.WriteTo|net/http/pprof\\..*"
              + "|runtime/debug\\.Stack|syscall\\.Kill|sun\\.management\\.ThreadImpl\\..*"
              + "|jdk\\.internal\\.vm\\.Thread(Dumper|Snapshot)\\..*"
              + "|java\\.lang\\.Thread\\.(dumpThreads|getAllStackTraces)");

  /** The goroutine that ends its process, and prints the others while it does. */
  private static final Pattern DIES =
      Pattern.compile(
          "panic|runtime\\.(gopanic|(fatal)?throw|fatal(panic)?)(\\.func\\d+)?"
              + "|testing\\.tRunner\\.func1|testing\\.\\(\\*M\\)\\.startAlarm\\.func1");

  private static final String PARK_NANOS = "java.util.concurrent.locks.LockSupport.parkNanos";

  private static final Pattern JAVA_WRITE =
      Pattern.compile(
          "java\\.net\\.SocketOutputStream\\.socketWrite0|java\\.io\\.FileOutputStream\\.writeBytes"
              + "|java\\.io\\.RandomAccessFile\\.writeBytes"
              + "|sun\\.nio\\.ch\\..*Dispatcher(Impl)?\\.(write|writev|pwrite)0"
              + "|java\\.io\\.FileDescriptor\\.sync0?");
  private static final Pattern JAVA_READ =
      Pattern.compile(
          "java\\.net\\.SocketInputStream\\.socketRead0|java\\.io\\.FileInputStream\\.readBytes"
              + "|java\\.io\\.RandomAccessFile\\.readBytes|sun\\.nio\\.ch\\.(Net|Poll)\\.poll.*"
              + "|sun\\.nio\\.ch\\.(Net\\.accept|EPoll\\.wait|EPollArrayWrapper\\.epollWait)"
              + "|sun\\.nio\\.ch\\..*Dispatcher(Impl)?\\.(read|readv|pread)0"
              + "|java\\.net\\.PlainSocketImpl\\.socket(Accept|Connect)"
              + "|java\\.net\\.Inet\\d?AddressImpl\\.lookup.*|sun\\.nio\\.ch\\.Net\\.connect0?"
              + "|io\\.netty\\.channel\\.epoll\\.Native\\.epollWait0?"
              + "|java\\.lang\\.(ProcessHandleImpl|UNIXProcess)\\.waitForProcessExit0?"
              + "|sun\\.nio\\.fs\\.LinuxWatchService\\.poll");

  /** Whether something outside the process may end it: a peer, a file. */
  public boolean isOutside() {
    return this == READS || this == WRITES;
  }

  /** Tells what the routines of a group do. */
  public static Activity of(Group group) {
    String state = group.state();
    List<Frame> frames = group.stack().frames();
    if (state.startsWith("RUNNABLE")) {
      return frames.isEmpty() || has(frames, TAKES_DUMP)
          ? WAITS
          : java(frames.getFirst().function());
    }
    if (state.equals(UNKNOWN)) {
      return unprinted(frames);
    }
    // one that is just waking up has done no more than one that is about to
    if (state.startsWith("TIMED_WAITING") || state.startsWith("sleep") || isInSleep(frames)) {
      return spins(frames) ? RUNS : SLEEPS;
    }
    if (state.startsWith("IO wait")) {
      return has(frames, GO_WRITE) ? WRITES : READS;
    }
    if (!isLive(state) || has(frames, TAKES_DUMP) || dies(frames)) {
      return WAITS;
    }
    // woken up by data, or about to wait for some: the peer has to do something, as before
    if (has(frames, GO_PLAIN_READ)) {
      return READS;
    }
    // a system call without minutes is as likely about to return
    if (state.startsWith("syscall") && group.waitMinutes() > 0 && has(frames, GO_READ)) {
      return has(frames, GO_WRITE) ? WRITES : READS;
    }
    return RUNS;
  }

  /** About to sleep, or just woken up: as good as asleep. */
  private static boolean isInSleep(List<Frame> frames) {
    return frames.stream().limit(3).anyMatch(f -> f.function().equals("time.Sleep"));
  }

  /** Whether nothing but the runtime is above a panic: deferred functions would run there. */
  private static boolean dies(List<Frame> frames) {
    for (Frame frame : frames) {
      if (DIES.matcher(frame.function()).matches()) {
        return true;
      }
      if (!frame.function().startsWith("runtime.")) {
        return false;
      }
    }
    return false;
  }

  /** A profile without states shows where a goroutine parks, except in channel operations. */
  private static Activity unprinted(List<Frame> frames) {
    if (isIn(frames, GO_POLL)) {
      return has(frames, GO_WRITE) ? WRITES : READS;
    }
    if (isInSleep(frames)) {
      return SLEEPS;
    }
    return isIn(frames, GO_PARKS) || has(frames, TAKES_DUMP) ? WAITS : RUNS;
  }

  /** Code that is not of the JDK parks for a time where it tries again and again. */
  private static boolean spins(List<Frame> frames) {
    for (int i = 1; i < Math.min(frames.size(), 4); i++) {
      if (frames.get(i - 1).function().equals(PARK_NANOS)) {
        return !frames.get(i).function().startsWith("java.");
      }
    }
    return false;
  }

  private static boolean isIn(List<Frame> frames, Pattern innermost) {
    return !frames.isEmpty() && innermost.matcher(frames.getFirst().function()).matches();
  }

  /** Whether a goroutine in this state runs or could, so that what it holds may soon be free. */
  public static boolean isLive(String state) {
    return state.startsWith("run")
        || state.startsWith("syscall")
        || state.startsWith("copystack")
        || state.startsWith("preempted")
        || state.startsWith("GC assist");
  }

  private static Activity java(String innermost) {
    if (JAVA_WRITE.matcher(innermost).matches()) {
      return WRITES;
    }
    return JAVA_READ.matcher(innermost).matches() ? READS : RUNS;
  }

  private static boolean has(List<Frame> frames, Pattern function) {
    return frames.stream()
        .limit(12)
        .map(Frame::function)
        .anyMatch(f -> function.matcher(f).matches());
  }
}
