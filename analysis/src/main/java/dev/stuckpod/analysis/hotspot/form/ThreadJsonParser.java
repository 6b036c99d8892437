package dev.stuckpod.analysis.hotspot.form;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the JSON of jcmd Thread.dump_to_file (format versions 1 and 2), fed line by line: nothing
 * but the thread at hand is kept.
 */
final class ThreadJsonParser implements DumpParser {
  static final byte[] ROOT = Bytes.of("\"threadDump\"");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_FRAME = 2_000;

  private final ThreadTable threads;
  private final LockOwners owners = new LockOwners();
  private final ThreadNumbers numbers = new ThreadNumbers();
  private final JsonFeed json = new JsonFeed(this::token);
  private @Nullable String version;
  private long promised;

  private String tid = "";
  private String name = "";
  private String state = "";
  private boolean virtual;
  private boolean mounted;
  private int depth;
  private final List<String> stack = new ArrayList<>();
  private final List<LockUse> uses = new ArrayList<>();
  private @Nullable LockRef blocker;
  private final int mostFrames;

  ThreadJsonParser(Limits limits) {
    this.threads = new ThreadTable(limits);
    this.mostFrames = limits.framesPerStack();
  }

  /** Whether the line is the first of such a dump: its root key, with the brace or without. */
  static boolean isStart(byte[] b, int from, int to) {
    int i = from;
    while (i < to && (b[i] == '{' || b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    return Bytes.startsWith(b, i, to, ROOT);
  }

  @Override
  public void line(byte[] b, int from, int to) {
    json.line(b, from, to);
  }

  /** Whether the JSON has ended, or cannot be read on. */
  boolean isOver() {
    return json.isEnded() || json.isDamaged();
  }

  private void token(JsonToken token, JsonStreamContext here, String text) {
    switch (token) {
      case START_OBJECT -> {
        if (isThread(here)) {
          begin();
        }
      }
      case END_OBJECT -> {
        if (here.inArray() && "threads".equals(JsonFeed.key(here))) {
          end();
        }
      }
      case VALUE_STRING, VALUE_NUMBER_INT -> value(here, text);
      case VALUE_TRUE -> virtual |= "virtual".equals(JsonFeed.key(here));
      default -> {}
    }
  }

  private static boolean isThread(JsonStreamContext object) {
    JsonStreamContext array = object.getParent();
    return array != null && array.inArray() && "threads".equals(JsonFeed.key(array));
  }

  private void begin() {
    tid = "";
    name = "";
    state = "";
    virtual = false;
    mounted = false;
    depth = 0;
    blocker = null;
    stack.clear();
    uses.clear();
  }

  private void value(JsonStreamContext here, String text) {
    String key = JsonFeed.key(here);
    switch (key == null ? "" : key) {
      case "runtimeVersion" -> version = HotSpotHeader.cut(text, LONGEST_NAME);
      case "threadCount" -> promised += number(text);
      case "tid" -> tid = HotSpotHeader.cut(text, LONGEST_NAME);
      case "name" -> name = HotSpotHeader.cut(text, LONGEST_NAME);
      case "state" -> state = text;
      case "carrier" -> mounted = true;
      case "stack" -> {
        if (stack.size() < mostFrames) {
          stack.add(HotSpotHeader.cut(text, LONGEST_FRAME));
        }
      }
      case "blockedOn" -> use(text, How.WAITING_TO_LOCK, 0);
      case "waitingOn" -> use(text, How.WAITING_ON, 0);
      case "parkBlocker", "object" -> {
        use(text, How.PARKING, 0);
        blocker = HotSpotLocks.object(text);
      }
      case "owner" -> {
        if (blocker != null && here.inObject()) {
          owners.add(blocker, number(text));
        }
      }
      case "depth" -> depth = (int) Math.min(Integer.MAX_VALUE, number(text));
      case "locks" -> use(text, How.LOCKED, depth);
      default -> {}
    }
  }

  private void use(String object, How how, int frame) {
    LockRef lock = HotSpotLocks.object(HotSpotHeader.cut(object, LONGEST_FRAME));
    if (lock != null && uses.size() < mostFrames) {
      uses.add(new LockUse(lock, how, frame));
    }
  }

  private static long number(String text) {
    byte[] digits = Bytes.of(text);
    return Bytes.decimal(digits, 0, digits.length);
  }

  private void end() {
    if (!tid.isEmpty()) {
      numbers.add(number(tid));
    }
    HotSpotThread thread =
        threads.begin(
            new HotSpotHeader(
                "\"" + name + "\" #" + tid,
                true,
                virtual ? Virtual.state(state, mounted) : state,
                null));
    for (String frame : stack) {
      byte[] b = frame.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      thread.frame(b, 0, b.length);
    }
    uses.stream().filter(u -> u.frame() < stack.size()).forEach(thread::use);
    threads.end();
  }

  @Override
  public Dump finish(boolean newline) {
    List<String> problems = new ArrayList<>();
    Optional<String> cut = json.problem(threads.threads());
    cut.ifPresent(problems::add);
    if (cut.isEmpty() && promised > threads.threads()) {
      problems.add(
          "the dump has %d threads by its own count, %d of them are here"
              .formatted(promised, threads.threads()));
    }
    int repeated = numbers.repeated();
    if (repeated > 0) {
      problems.add(
          "%d threads have the same id as another one: not all that is told of them can be true"
              .formatted(repeated));
    }
    return threads.dump(version, owners, problems, 0);
  }
}
