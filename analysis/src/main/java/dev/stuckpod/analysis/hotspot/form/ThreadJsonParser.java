package dev.stuckpod.analysis.hotspot.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.hotspot.dialect.Virtual;
import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.Dump;
import dev.stuckpod.analysis.model.LockRef;
import dev.stuckpod.analysis.model.LockUse;
import dev.stuckpod.analysis.model.LockUse.How;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the JSON of jcmd Thread.dump_to_file (format versions 1 and 2), fed line by line: nothing
 * but the thread at hand is kept.
 */
final class ThreadJsonParser implements DumpParser {
  static final byte[] ROOT = Bytes.of("\"threadDump\"");
  private static final byte[] OPEN = Bytes.of("{");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_FRAME = 2_000;

  /** So many different keys may stand in it: a dump has some twenty, and the parser keeps each. */
  private static final int MOST_KEYS = 1_000;

  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder().maxStringLength(1 << 16).maxNestingDepth(100).build();

  private final ThreadTable threads;
  private final LockOwners owners = new LockOwners();
  private final JsonParser json;
  private @Nullable String version;
  private @Nullable String damage;
  private boolean opened;
  private boolean ended;
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
  private final Set<String> keys = new HashSet<>();
  private final int mostFrames;

  ThreadJsonParser(Limits limits) {
    this.threads = new ThreadTable(limits);
    this.mostFrames = limits.framesPerStack();
    try {
      this.json =
          JsonFactory.builder()
              .streamReadConstraints(BOUNDS)
              .build()
              .createNonBlockingByteArrayParser();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
    if (ended || damage != null) {
      return;
    }
    int quote = Bytes.indexOf(b, from, to, '"');
    if (!opened && quote < 0) {
      return; // a brace alone, which the key on the next line may or may not have before it
    }
    try {
      if (!opened && Bytes.indexOf(b, from, quote, '{') < 0) {
        feed(OPEN, 0, OPEN.length);
      }
      opened = true;
      feed(b, from, to);
    } catch (IOException | RuntimeException e) {
      damage = "the JSON is damaged after %d threads".formatted(threads.threads());
    }
  }

  /** Whether the JSON has ended, or cannot be read on. */
  boolean isOver() {
    return ended || damage != null;
  }

  private void feed(byte[] b, int from, int to) throws IOException {
    if (from == to) {
      return;
    }
    ((ByteArrayFeeder) json.getNonBlockingInputFeeder()).feedInput(b, from, to);
    for (JsonToken token = json.nextToken();
        token != null && token != JsonToken.NOT_AVAILABLE;
        token = json.nextToken()) {
      token(token);
    }
  }

  private void token(JsonToken token) throws IOException {
    JsonStreamContext here = json.getParsingContext();
    switch (token) {
      case START_OBJECT -> {
        if (isThread(here)) {
          begin();
        }
      }
      case END_OBJECT -> {
        if (here.inArray() && "threads".equals(key(here))) {
          end();
        }
        ended = here.inRoot();
      }
      case FIELD_NAME -> {
        if (keys.add(json.currentName()) && keys.size() > MOST_KEYS) {
          throw new IOException("more keys than a dump has");
        }
      }
      case VALUE_STRING, VALUE_NUMBER_INT -> value(here, json.getText());
      case VALUE_TRUE -> virtual |= "virtual".equals(key(here));
      default -> {}
    }
  }

  private static boolean isThread(JsonStreamContext object) {
    JsonStreamContext array = object.getParent();
    return array != null && array.inArray() && "threads".equals(key(array));
  }

  /** Gives the key of an object's value, or of the array that an element is in. */
  private static @Nullable String key(JsonStreamContext context) {
    JsonStreamContext parent = context.getParent();
    return context.inArray() && parent != null ? parent.getCurrentName() : context.getCurrentName();
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
    String key = key(here);
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
        if (blocker != null) {
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
    if (damage != null) {
      problems.add(damage);
    } else if (!ended) {
      problems.add("the JSON ends early, after %d threads".formatted(threads.threads()));
    } else if (promised > threads.threads()) {
      problems.add(
          "the dump has %d threads by its own count, %d of them are here"
              .formatted(promised, threads.threads()));
    }
    return threads.dump(version, owners, problems, 0);
  }
}
