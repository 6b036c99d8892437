package dev.stuckpod.analysis.hotspot.dialect;

import static dev.stuckpod.analysis.model.Calls.has;
import static dev.stuckpod.analysis.model.Calls.isIn;

import dev.stuckpod.analysis.model.Activity;
import dev.stuckpod.analysis.model.Frame;
import java.util.List;
import java.util.regex.Pattern;

/** What a Java thread does: HotSpot calls one that waits in the system RUNNABLE, too. */
final class HotSpotActivity {
  private static final String PARK_NANOS = "java.util.concurrent.locks.LockSupport.parkNanos";

  private static final Pattern TAKES_DUMP =
      Pattern.compile(
          "sun\\.management\\.ThreadImpl\\..*|jdk\\.internal\\.vm\\.Thread(Dumper|Snapshot)\\..*"
              + "|java\\.lang\\.Thread\\.(dumpThreads|getAllStackTraces)");

  private static final Pattern WRITE =
      Pattern.compile(
          "java\\.net\\.SocketOutputStream\\.socketWrite0"
              + "|java\\.io\\.(FileOutputStream|RandomAccessFile)\\.write(Bytes)?0?"
              + "|java\\.net\\..*DatagramSocketImpl\\.(send0?|socketSend)"
              + "|sun\\.nio\\.ch\\.(DatagramChannelImpl|DatagramDispatcher)\\.send0"
              + "|sun\\.nio\\.ch\\..*Dispatcher(Impl)?\\.(write|writev|pwrite|force)0"
              + "|sun\\.nio\\.ch\\.FileChannelImpl\\.(force|transferTo)0"
              + "|java\\.io\\.FileDescriptor\\.sync0?");
  private static final Pattern READ =
      Pattern.compile(
          "java\\.net\\.SocketInputStream\\.socketRead0"
              + "|java\\.io\\.(FileInputStream|RandomAccessFile)\\.read(Bytes)?0?"
              + "|sun\\.nio\\.ch\\.(Net|Poll)\\.poll.*"
              + "|sun\\.nio\\.ch\\.(Net\\.accept|(E|WE)Poll\\.wait|KQueue\\.poll)"
              + "|sun\\.nio\\.ch\\.(EPollArrayWrapper\\.epollWait|KQueueArrayWrapper\\.kevent0)"
              + "|sun\\.nio\\.ch\\.((PollArrayWrapper|WindowsSelectorImpl\\$SubSelector)\\.poll0)"
              + "|sun\\.nio\\.ch\\.(EPollPort\\.epollWait|KQueuePort\\.keventPoll)"
              + "|sun\\.nio\\.(ch\\.Iocp|fs\\.WindowsNativeDispatcher)"
              + "\\.[gG]etQueuedCompletionStatus0?"
              + "|sun\\.nio\\.ch\\.(Inherited|ServerSocket|UnixDomain).*\\.accept0"
              + "|sun\\.nio\\.ch\\.DatagramChannelImpl\\.receive0"
              + "|sun\\.nio\\.ch\\..*Dispatcher(Impl)?\\.(read|readv|pread)0"
              + "|java\\.net\\.PlainSocketImpl\\.socket(Accept|Connect)"
              + "|java\\.net\\.(Dual|Two)Stacks?PlainSocketImpl"
              + "\\.(accept0|connect0|waitForConnect|socket(Accept|Connect))"
              + "|java\\.net\\..*DatagramSocketImpl\\.(receive0|peek.*|socketReceiveOrPeekData)"
              + "|java\\.net\\.Inet\\d?AddressImpl\\.lookup.*|sun\\.nio\\.ch\\.Net\\.connect0?"
              + "|io\\.netty\\.channel\\.epoll\\.Native\\.epollWait0?"
              + "|java\\.lang\\.(ProcessHandleImpl|(UNIX)?Process(Impl)?)\\.waitFor.*"
              + "|sun\\.nio\\.fs\\.LinuxWatchService\\.poll"
              + "|sun\\.awt\\.(windows\\.WToolkit\\.eventLoop|X11\\.XToolkit\\.waitForEvents)"
              + "|sun\\.lwawt\\.macosx\\.LWCToolkit\\.doAWTRunLoopImpl");

  /** Where natives that are not listed wait for a peer or a device rather than compute. */
  private static final Pattern OUTSIDE =
      Pattern.compile("(java\\.net|sun\\.nio\\.ch|sun\\.net|io\\.netty\\.channel)\\..*");

  /**
   * Natives of other libraries, as of one that watches files, are told by their names: they wait.
   * One that computes is named after what it computes.
   */
  private static final Pattern NATIVE_WAIT =
      Pattern.compile(
          "(?i)(?!(java|javax|jdk|sun|com\\.sun)\\.).*\\.[^.]*(wait|poll|select|watch|listen|accept|kevent|runloop"
              + "|eventloop|nextevent|getevent|getmessage|dequeue|recv|receive)[^.]*");

  /** Natives there that return at once: a thread in one of them was at work. */
  private static final Pattern BRIEF =
      Pattern.compile(
          ".*\\.(init[^.]*|[^.]*[cC]tl0?|set[^.]*|get[A-Z][^.]*|is[A-Z][^.]*|local[^.]*|bind0?"
              + "|listen0?|interrupt0?)"
              + "|sun\\.nio\\.ch\\.(IOUtil|NativeThread|NativeSocketAddress)\\..*");

  private static final Pattern PLUMBING =
      Pattern.compile("(java|javax|jdk|sun|com\\.sun|io\\.netty)\\..*");

  /** Where a thread without a state parks; a carrier is where its virtual thread goes on. */
  private static final Pattern PARK =
      Pattern.compile(
          "(jdk\\.internal|sun)\\.misc\\.Unsafe\\.park"
              + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*"
              + "|java\\.lang\\.VirtualThread\\.(park|yieldContinuation).*"
              + "|jdk\\.internal\\.vm\\.Continuation\\.(run|yield).*");

  private static final Pattern SLEEP =
      Pattern.compile("java\\.lang\\.(Virtual)?Thread\\.sleep(0|Nanos0?)?");
  private static final Pattern WAIT = Pattern.compile("java\\.lang\\.Object\\.wait0?");

  private HotSpotActivity() {}

  static Activity of(String state, List<Frame> frames) {
    // of a carrier the virtual thread goes on, which the dump shows by itself
    if (!frames.isEmpty() && frames.getFirst().function().equals(Virtual.CARRIES)
        || Virtual.isBlocked(state)) {
      return Activity.WAITS;
    }
    if (state.startsWith(Virtual.CARRIER)) {
      return Virtual.isVirtual(state, frames) ? unprinted(frames) : Activity.WAITS;
    }
    if (state.startsWith("RUNNABLE") || state.startsWith("runn")) {
      return frames.isEmpty() || has(frames, TAKES_DUMP) ? Activity.WAITS : runnable(frames);
    }
    if (state.isEmpty()) {
      return unprinted(frames);
    }
    if (state.startsWith("TIMED_WAITING") || state.startsWith("sleep") || isIn(frames, SLEEP)) {
      return spins(frames) ? Activity.RUNS : Activity.SLEEPS;
    }
    return Activity.WAITS;
  }

  /**
   * The dump to a file shows where a thread parks, but has no states up to JDK 23; a thread that is
   * blocked by a monitor looks like one that runs.
   */
  private static Activity unprinted(List<Frame> frames) {
    if (frames.isEmpty() || has(frames, TAKES_DUMP)) {
      return Activity.WAITS;
    }
    if (!isIn(frames, PARK)) {
      return runnable(frames);
    }
    if (frames.stream().limit(6).noneMatch(f -> f.function().equals(PARK_NANOS))) {
      return Activity.WAITS;
    }
    return spins(frames) ? Activity.RUNS : Activity.SLEEPS;
  }

  private static Activity runnable(List<Frame> frames) {
    if (isIn(frames, WRITE)) {
      return Activity.WRITES;
    }
    if (isIn(frames, READ) || isOutside(frames) || isNativeWait(frames)) {
      return Activity.READS;
    }
    // about to wait or just woken up, and before JDK 6 all that the header tells of a sleeper
    if (isIn(frames, SLEEP)) {
      return Activity.SLEEPS;
    }
    return isIn(frames, WAIT) ? Activity.WAITS : Activity.RUNS;
  }

  /**
   * Whether the innermost frame is a native method that waits, called by Java code of the same
   * library. A class without debug information has no file either, but nor has then its caller.
   */
  private static boolean isOutside(List<Frame> frames) {
    return frames.size() > 1
        && frames.getFirst().file().isEmpty()
        && !frames.get(1).file().isEmpty()
        && isIn(frames, OUTSIDE)
        && !isIn(frames, BRIEF)
        && PLUMBING.matcher(frames.get(1).function()).matches();
  }

  /** Whether the innermost frame is a native method, called by Java code, that is named a wait. */
  private static boolean isNativeWait(List<Frame> frames) {
    return frames.size() > 1
        && frames.getFirst().file().isEmpty()
        && !frames.get(1).file().isEmpty()
        && isIn(frames, NATIVE_WAIT)
        && !isIn(frames, BRIEF);
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
}
