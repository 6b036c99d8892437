package dev.stuckpod.analysis.hotspot.form;

import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.lock.LockRef;
import dev.stuckpod.analysis.model.lock.LockUse;
import dev.stuckpod.analysis.model.lock.LockUse.How;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses what the JVM's ThreadMXBean says, as JSON: Spring Boot's actuator ({@code
 * /actuator/threaddump}) and others that write ThreadInfo objects. Fed line by line: nothing but
 * the thread at hand is kept.
 */
final class BeanJsonParser implements DumpParser {
  private static final byte[] ROOT = Bytes.of("\"threads\"");
  private static final byte[] NAME = Bytes.of("\"threadName\"");
  private static final String THREADS = "threads";
  private static final int LONGEST = 1_000;

  private final ThreadTable threads;
  private final LockOwners owners = new LockOwners();
  private final JsonFeed json = new JsonFeed(this::token);
  private final int mostFrames;

  private String name = "";
  private String id = "";
  private String state = "";
  private @Nullable LockRef wanted;
  private long owner;
  private final List<String> stack = new ArrayList<>();
  private final List<LockUse> uses = new ArrayList<>();

  // of the frame or lock at hand
  private String type = "";
  private String method = "";
  private String file = "";
  private long number;
  private long depth;

  BeanJsonParser(Limits limits) {
    this.threads = new ThreadTable(limits);
    this.mostFrames = limits.framesPerStack();
  }

  /**
   * Whether the line is the first of such a dump: {@code "threads":[} and the first thread.
   *
   * @param named whether the name of the first thread must be in it
   */
  static boolean isStart(byte[] b, int from, int to, boolean named) {
    int root = skip(b, from, to);
    if (!Bytes.startsWith(b, root, to, ROOT)) {
      return false;
    }
    int colon = Bytes.blanksEnd(b, root + ROOT.length, to);
    int array = colon < to && b[colon] == ':' ? Bytes.blanksEnd(b, colon + 1, to) : to;
    if (array >= to || b[array] != '[') {
      return false;
    }
    int first = skip(b, array + 1, to);
    return first == to && !named || Bytes.startsWith(b, first, to, NAME);
  }

  private static int skip(byte[] b, int from, int to) {
    int i = from;
    while (i < to && (b[i] == '{' || b[i] == ' ' || b[i] == '\t')) {
      i++;
    }
    return i;
  }

  @Override
  public void line(byte[] b, int from, int to) {
    json.line(b, from, to);
  }

  private void token(JsonToken token, JsonStreamContext here, String text) {
    switch (token) {
      case START_OBJECT -> {
        String list = list(here.getParent());
        if (list.equals(THREADS)) {
          begin();
        } else if (!list.isEmpty()) {
          part();
        }
      }
      case END_OBJECT -> end(here);
      case VALUE_STRING, VALUE_NUMBER_INT -> value(here, HotSpotHeader.cut(text, LONGEST));
      default -> {}
    }
  }

  /** Gives the key of the array that an element is of; empty where it is of none. */
  private static String list(@Nullable JsonStreamContext array) {
    String key = array != null && array.inArray() ? JsonFeed.key(array) : null;
    return key == null ? "" : key;
  }

  private void begin() {
    name = "";
    id = "";
    state = "";
    wanted = null;
    owner = 0;
    stack.clear();
    uses.clear();
    part();
  }

  private void part() {
    type = "";
    method = "";
    file = "";
    number = 0;
    depth = 0;
  }

  private void value(JsonStreamContext here, String text) {
    String list = list(here.getParent());
    boolean ofThread = list.equals(THREADS);
    boolean ofPart = !ofThread && !list.isEmpty();
    String key = here.getCurrentName();
    switch (key == null ? "" : key) {
      case "threadName" -> name = ofThread ? text : name;
      case "threadId" -> id = ofThread ? text : id;
      case "threadState" -> state = ofThread ? text : state;
      case "lockName" -> wanted = ofThread ? HotSpotLocks.object(text) : wanted;
      case "lockOwnerId" -> owner = ofThread ? number(text) : owner;
      case "className" -> type = ofPart ? text : type;
      case "methodName" -> method = ofPart ? text : method;
      case "fileName" -> file = ofPart ? text : file;
      case "lineNumber", "identityHashCode" -> number = ofPart ? number(text) : number;
      case "lockedStackDepth" -> depth = ofPart ? number(text) : depth;
      default -> {}
    }
  }

  private static long number(String text) {
    byte[] digits = Bytes.of(text);
    boolean minus = digits.length > 0 && digits[0] == '-';
    long n = Bytes.decimal(digits, minus ? 1 : 0, digits.length);
    return minus ? -n : n;
  }

  private void end(JsonStreamContext here) {
    switch (list(here)) {
      case THREADS -> endThread();
      case "lockedMonitors" -> use(How.LOCKED, Math.clamp(depth, 0, Integer.MAX_VALUE));
      case "lockedSynchronizers" -> use(How.OWNS, -1);
      case "stackTrace" -> {
        if (stack.size() < mostFrames) {
          stack.add(type + "." + method + "(" + place() + ")");
        }
      }
      default -> {}
    }
  }

  private String place() {
    return number <= 0 ? file.isEmpty() ? "Unknown Source" : file : file + ":" + number;
  }

  private void use(How how, int frame) {
    if (!type.isEmpty() && uses.size() < mostFrames) {
      String address = "@" + Integer.toHexString((int) number);
      uses.add(new LockUse(new LockRef(address, type), how, frame));
    }
  }

  private void endThread() {
    HotSpotThread thread =
        threads.begin(new HotSpotHeader("\"" + name + "\" #" + id, true, state, null));
    for (String frame : stack) {
      byte[] b = frame.getBytes(StandardCharsets.UTF_8);
      thread.frame(b, 0, b.length);
    }
    LockRef lock = wanted;
    if (lock != null) {
      thread.wants(lock);
      if (owner > 0) {
        owners.add(lock, owner);
      }
    }
    uses.stream().filter(u -> u.frame() < stack.size()).forEach(thread::use);
    threads.end();
  }

  @Override
  public Dump finish(boolean newline) {
    List<String> problems = new ArrayList<>();
    json.problem(threads.threads()).ifPresent(problems::add);
    return threads.dump(null, owners, problems, 0);
  }
}
