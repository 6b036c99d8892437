package dev.stuckpod.analysis.golang.form;

import dev.stuckpod.analysis.line.Bytes;
import dev.stuckpod.analysis.model.LockWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a dump that was read from memory says of locks and channels, behind its goroutines: {@code #
 * Mutex 0xc000012340: locked, 5 waiting; queue 18 19 20 21 22}.
 */
final class WordNotes {
  private static final Pattern LINE =
      Pattern.compile(
          "# (Mutex|RWMutex|Once|WaitGroup|Cond|channel|semaphore) 0x([0-9a-f]{1,16}):"
              + " ([^;]{1,120})((?:; [^;]*)*)");
  private static final Pattern QUEUE =
      Pattern.compile(
          "(queue|readers|writer|writers|receivers|senders)( unordered)?((?: \\d{1,19})*)("
              + " \\.\\.\\.)?");
  private static final Pattern READING = Pattern.compile("(\\d{1,18}) reading(?:, .*)?");
  private static final Pattern COUNTER = Pattern.compile("counter (\\d{1,18}), .*");
  private static final Pattern WAITING =
      Pattern.compile("(?<!\\d)(\\d{1,18}) (?:waiting|more to write)(?= to read,|,|$)");
  private static final String MOVING = ", moving";
  private static final int LONGEST = 1 << 14;

  /** So many are kept; a dump tells more only of a program that waits for more. */
  private static final int MOST = 2_000;

  /** So many ids are kept, of all queues. */
  private static final int MOST_IDS = 20_000;

  /** So many of those that nobody waits for: they are held, and nobody minds. */
  private static final int MOST_UNWANTED = 200;

  private final List<LockWord> words = new ArrayList<>();
  private final HoldNotes holds = new HoldNotes();
  private int ids;
  private int unwanted;

  /** Whether the line before was a lock that is kept. */
  private boolean open;

  /** Takes a line behind the goroutines; what is none of these, or is cut, is passed over. */
  void take(byte[] b, int from, int to) {
    if (HoldNotes.isOne(b, from, to)) {
      if (open) {
        LockWord word = words.removeLast();
        words.add(word.with(holds.take(b, from, to, word)));
      }
      return;
    }
    open = false;
    if (words.size() == MOST || to - from > LONGEST) {
      return;
    }
    Matcher m = LINE.matcher(Bytes.text(b, from, to));
    if (m.matches()) {
      List<LockWord.Queue> queues = queues(m.group(4));
      if (queues != null) {
        add(word(m.group(1), Long.parseUnsignedLong(m.group(2), 16), m.group(3), queues));
      }
    }
  }

  private void add(LockWord word) {
    boolean wanted = word.isWanted() || word.waiting() < 0;
    if (wanted || unwanted++ < MOST_UNWANTED) {
      words.add(word);
      holds.begin();
      open = true;
    }
  }

  /** Gives what was read. */
  List<LockWord> words() {
    return words;
  }

  /** Gives who holds what others wait for; and who is next, where somebody is missing. */
  Set<String> apart() {
    Set<String> ids = new TreeSet<>();
    for (LockWord word : words) {
      if (word.held().told() && word.isWanted()) {
        word.held().by().forEach(hold -> ids.add(hold.id()));
        word.held().untold().stream().filter(id -> !id.equals("...")).forEach(ids::add);
        if (word.held().more() > 0) {
          word.queues().stream()
              .filter(q -> q.ordered() && !q.ids().isEmpty())
              .forEach(q -> ids.add(q.ids().getFirst()));
        }
      }
    }
    return ids;
  }

  private static LockWord word(
      String type, long address, String text, List<LockWord.Queue> queues) {
    boolean moving = text.endsWith(MOVING);
    String word = moving ? text.substring(0, text.length() - MOVING.length()) : text;
    Matcher reading = READING.matcher(word);
    Matcher counter = COUNTER.matcher(word);
    boolean readers = reading.matches();
    boolean group = counter.matches();
    long holders =
        readers
            ? Long.parseLong(reading.group(1))
            : group
                ? Long.parseLong(counter.group(1))
                : word.startsWith("locked, ")
                        || word.startsWith("writing, ")
                        || word.startsWith("running, ")
                    ? 1
                    : 0;
    boolean unsettled = word.equals("in transition") || word.equals("all have run");
    return new LockWord(
        type,
        address,
        word,
        holders,
        readers || group,
        waiting(word),
        moving || unsettled,
        queues,
        LockWord.Held.NOT_TOLD);
  }

  private static long waiting(String word) {
    long sum = -1;
    Matcher m = WAITING.matcher(word);
    while (m.find()) {
      sum = Math.max(0, sum) + Long.parseLong(m.group(1));
    }
    return word.contains("a writer waits") ? sum + 1 : sum;
  }

  private @Nullable List<LockWord.Queue> queues(String text) {
    List<LockWord.Queue> queues = new ArrayList<>();
    for (String part : text.isEmpty() ? new String[0] : text.substring(2).split("; ", -1)) {
      Matcher m = QUEUE.matcher(part);
      if (!m.matches()) {
        return null;
      }
      List<String> goids = new ArrayList<>();
      for (String id : m.group(3).strip().split(" ")) {
        if (!id.isEmpty() && ids < MOST_IDS) {
          goids.add(id);
          ids++;
        }
      }
      boolean more = m.group(4) != null || ids == MOST_IDS;
      queues.add(new LockWord.Queue(m.group(1), m.group(2) == null, goids, more));
    }
    return queues;
  }
}
