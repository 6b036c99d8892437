package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.golang.dialect.GoDialect;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Crash;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.Frame;
import dev.stuckpod.analysis.model.Group;
import dev.stuckpod.analysis.model.StackTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime says before it ends a process: the message of a panic or a fatal error, and the
 * goroutine whose stack follows it. Of an input with several of them each is told.
 */
final class GoCrashes {
  private static final byte[] PANIC = Bytes.of("panic: ");
  private static final byte[] FATAL = Bytes.of("fatal error: ");
  private static final byte[] SIGNAL = Bytes.of("[signal ");
  private static final String NOBODY = "fatal error: all goroutines are asleep";
  private static final int MOST = 20;
  private static final int LONGEST = 300;

  /** So many lines may stand between a message and its stack; the runtime prints some itself. */
  private static final int FARTHEST = 100;

  private static final Pattern TESTS =
      Pattern.compile("test timed out after .* running tests: (.*)");
  private static final Pattern TEST = Pattern.compile("(Test\\w*)\\S* \\(");

  /** Packages of Go itself that may stand between the failure and the application. */
  private static final Pattern STANDARD =
      Pattern.compile(
          "(bufio|bytes|cmp|compress|container|context|crypto|database|encoding|errors|fmt|hash|html"
              + "|io|log|maps|math|mime|net|os|reflect|regexp|slices|sort|strconv|strings|syscall"
              + "|testing|text|time|unicode)[./].*");

  private final List<Crash> crashes = new ArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private int more;
  private boolean open;
  private boolean fatal;
  private int since;

  /** Whether a message begins with this line. */
  static boolean isStart(byte[] b, int from, int to) {
    return Bytes.startsWith(b, from, to, PANIC) || Bytes.startsWith(b, from, to, FATAL);
  }

  /** Takes the first line of a message; a panic within a panic is printed below it, indented. */
  void begin(byte[] b, int line, int text, int to) {
    if (open && text > line) {
      append(b, text, to);
      return;
    }
    give(true);
    fatal = Bytes.startsWith(b, text, to, FATAL);
    open = true;
    since = 0;
    append(b, text, to);
  }

  /** Takes a line between messages and goroutines; tells whether it is of a message. */
  boolean continues(byte[] b, int line, int text, int to) {
    boolean signal = open && Bytes.startsWith(b, text, to, SIGNAL);
    boolean further = open && (text > line || signal);
    open = further && !signal;
    if (further) {
      append(b, text, to);
    } else if (isPending() && ++since > FARTHEST) {
      give(fatal);
    }
    return further;
  }

  /** Takes a blank line: the message is whole. */
  void gap() {
    open = false;
  }

  private boolean isPending() {
    return !message.isEmpty();
  }

  private void append(byte[] b, int from, int to) {
    int room = LONGEST - message.length();
    if (room > 1) {
      String text = Bytes.text(b, from, Math.min(to, from + room)).strip();
      message.append(message.isEmpty() ? "" : " ").append(text);
    }
  }

  /** Ends a message to which no goroutine belongs. */
  private void give(boolean tell) {
    if (tell && isPending()) {
      add("", null);
    }
    message.setLength(0);
  }

  /** Takes the goroutine that follows; the runtime prints the one that failed first. */
  void goroutine(GoHeader header, @Nullable StackTrace stack) {
    if (!isPending() || header.id().equals("0")) {
      return;
    }
    boolean failed = header.state().startsWith("running") || header.state().startsWith("syscall");
    if (failed && !message.toString().startsWith(NOBODY)) {
      add("goroutine " + header.id(), stack == null ? null : at(stack));
      message.setLength(0);
    } else {
      give(fatal); // a panic is always that of a goroutine that runs: this was a word in a log
    }
  }

  private void add(String routine, @Nullable Frame at) {
    if (crashes.size() < MOST) {
      crashes.add(new Crash(message.toString(), routine, at));
    } else {
      more++;
    }
  }

  /** Gives the call that failed: what stands below the panic that came first. */
  private static @Nullable Frame at(StackTrace stack) {
    List<Frame> frames = stack.frames();
    int from = 0;
    for (int i = 0; i < frames.size(); i++) {
      String function = frames.get(i).function();
      from = function.equals("panic") || function.equals("runtime.gopanic") ? i + 1 : from;
    }
    List<Frame> called =
        frames.subList(from, frames.size()).stream()
            .filter(f -> !GoDialect.GO.isPlumbing(f.function()))
            .toList();
    return called.stream()
        .filter(f -> !STANDARD.matcher(f.function()).matches())
        .findFirst()
        .orElse(called.isEmpty() ? null : called.getFirst());
  }

  /**
   * Gives the dump with all of them, at the end of the input. Where tests ran out of time, the
   * goroutine that says so has done nothing: the test that ran is shown in its place.
   *
   * @param beside problems with what else is in the input
   */
  Dump tell(Dump dump, List<String> beside) {
    give(true);
    List<String> problems = new ArrayList<>(dump.problems());
    problems.addAll(beside);
    if (more > 0) {
      problems.add(more + " more panics and fatal errors are not repeated");
    }
    return dump.with(dump.complete(), problems)
        .withCrashes(crashes.stream().map(crash -> withTest(crash, dump.groups())).toList());
  }

  private static Crash withTest(Crash crash, List<Group> groups) {
    Matcher running = TESTS.matcher(crash.message());
    if (!running.find()) {
      return crash;
    }
    Matcher test = TEST.matcher(running.group(1));
    String name = test.find() ? test.group(1) : "";
    return groups.stream()
        .filter(g -> g.stack().frames().stream().anyMatch(f -> isOf(name, f)))
        .findFirst()
        .map(g -> new Crash(crash.message(), id(g), at(g.stack())))
        .orElseGet(() -> new Crash(crash.message(), "", null));
  }

  private static String id(Group group) {
    return group.ids().isEmpty() ? "" : "goroutine " + group.ids().getFirst();
  }

  private static boolean isOf(String test, Frame frame) {
    String method = Frame.method(frame.function());
    return method.equals(test) || method.startsWith(test + ".func");
  }
}
