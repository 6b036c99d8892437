package dev.stuckpod.analysis.golang.dialect;

import static dev.stuckpod.analysis.model.Calls.has;
import static dev.stuckpod.analysis.model.Calls.isIn;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;
import java.util.regex.Pattern;

/** What a goroutine does. */
final class GoActivity {
  /** The state of goroutines in a profile that prints none. */
  static final String UNKNOWN = "unknown";

  private static final Pattern POLL = Pattern.compile("internal/poll\\.runtime_pollWait");

  private static final Pattern PARKS =
      Pattern.compile("(internal/)?sync\\.runtime_(Semacquire.*|notifyListWait)");

  private static final Pattern WRITE =
      Pattern.compile("internal/poll\\.\\(\\*FD\\)\\.(Write|Pwrite|Send|Sendfile).*");
  private static final Pattern READ = Pattern.compile("internal/poll\\.\\(\\*FD\\)\\..*");

  /** Reads that call nothing of the application; RawRead does. */
  private static final Pattern PLAIN_READ =
      Pattern.compile("internal/poll\\.\\(\\*FD\\)\\.(Read|Pread|Accept).*");

  /** The routine that takes the dump, or that sends its process the signal. */
  private static final Pattern TAKES_DUMP =
      Pattern.compile(
          "runtime\\.Stack|runtime/pprof\\.(writeGoroutineStacks|runtime_goroutineProfile.*)"
              + "|runtime/pprof\\.\\(\\*Profile\\)\\.WriteTo|net/http/pprof\\..*"
              + "|runtime/debug\\.Stack|syscall\\.Kill");

  /** The goroutine that ends its process, and prints the others while it does. */
  private static final Pattern DIES =
      Pattern.compile(
          "panic|runtime\\.(gopanic|(fatal)?throw|fatal(panic)?)(\\.func\\d+)?"
              + "|testing\\.tRunner\\.func1|testing\\.\\(\\*M\\)\\.startAlarm\\.func1");

  private GoActivity() {}

  static Activity of(String state, int waitMinutes, List<Frame> frames) {
    if (state.equals(UNKNOWN)) {
      return unprinted(frames);
    }
    // one that is just waking up has done no more than one that is about to
    if (state.startsWith("sleep") || isInSleep(frames)) {
      return Activity.SLEEPS;
    }
    if (state.startsWith("IO wait")) {
      return has(frames, WRITE) ? Activity.WRITES : Activity.READS;
    }
    if (!isLive(state) || has(frames, TAKES_DUMP) || dies(frames)) {
      return Activity.WAITS;
    }
    // woken up by data, or about to wait for some: the peer has to do something, as before
    if (has(frames, PLAIN_READ)) {
      return Activity.READS;
    }
    // a system call without minutes is as likely about to return
    if (state.startsWith("syscall") && waitMinutes > 0 && has(frames, READ)) {
      return has(frames, WRITE) ? Activity.WRITES : Activity.READS;
    }
    return Activity.RUNS;
  }

  /** Whether a goroutine in this state runs or could, so that what it holds may soon be free. */
  static boolean isLive(String state) {
    return state.startsWith("run")
        || state.startsWith("syscall")
        || state.startsWith("copystack")
        || state.startsWith("preempted")
        || state.startsWith("GC assist");
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
    if (isIn(frames, POLL)) {
      return has(frames, WRITE) ? Activity.WRITES : Activity.READS;
    }
    if (isInSleep(frames)) {
      return Activity.SLEEPS;
    }
    return isIn(frames, PARKS) || has(frames, TAKES_DUMP) ? Activity.WAITS : Activity.RUNS;
  }
}
