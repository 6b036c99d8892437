package dev.stuckpod.analysis.format;

import java.util.Arrays;

/** The lines of one routine: pairs of call and position, with a hash that masks what varies. */
public final class Block {
  private static final int MOST_TEXT = 1 << 19;

  private final int maxFrames;
  private byte[] text = new byte[1 << 14];
  private int length;
  // per frame: call start, argument start, call end, position start, position end (after the line)
  private int[] marks = new int[5 * 64];
  private int frames;
  private int pending = -1;
  private int pendingArgs;
  private int pendingEnd;
  private long hash;
  private int dropped;

  public Block(int maxFrames) {
    this.maxFrames = maxFrames;
  }

  public void reset(long seed) {
    length = 0;
    frames = 0;
    pending = -1;
    hash = seed;
    dropped = 0;
  }

  public byte[] text() {
    return text;
  }

  public int frames() {
    return frames;
  }

  public int dropped() {
    return dropped;
  }

  public long hash() {
    return hash;
  }

  /** Whether it has no call yet. */
  public boolean isEmpty() {
    return frames == 0 && pending < 0;
  }

  public boolean hasPending() {
    return pending >= 0;
  }

  public int callStart(int frame) {
    return marks[frame * 5];
  }

  /** Where the opening parenthesis of the arguments is; the call's end when there is none. */
  public int argsStart(int frame) {
    return marks[frame * 5 + 1];
  }

  public int callEnd(int frame) {
    return marks[frame * 5 + 2];
  }

  public int positionStart(int frame) {
    return marks[frame * 5 + 3];
  }

  /** Where file:line ends. */
  public int positionEnd(int frame) {
    return marks[frame * 5 + 4];
  }

  /** Takes a call; {@code args} is where its arguments start in the source. */
  public void call(byte[] b, int from, int args, int to) {
    forget();
    int at = append(b, from, to);
    pending = at;
    pendingArgs = at + (args - from);
    pendingEnd = at + (to - from);
  }

  /** Takes the position of the pending call: {@code file:line}, without tab and offsets. */
  public void position(byte[] b, int from, int to) {
    if (frames >= maxFrames || length > MOST_TEXT) {
      dropped++;
      forget();
      return;
    }
    int at = append(b, from, to);
    if (frames * 5 + 5 > marks.length) {
      marks = Arrays.copyOf(marks, marks.length * 2);
    }
    int m = frames * 5;
    marks[m] = pending;
    marks[m + 1] = pendingArgs;
    marks[m + 2] = pendingEnd;
    marks[m + 3] = at;
    marks[m + 4] = at + (to - from);
    frames++;
    hash = BlockHash.of(hash, text, pending, pendingArgs);
    hash = BlockHash.of(hash, text, at, at + (to - from));
    pending = -1;
  }

  /** Keeps the pending call, though its position is missing. */
  public void unplaced() {
    position(text, 0, 0);
  }

  /** Forgets a call whose position is missing. */
  public void forget() {
    length = pending < 0 ? length : pending;
    pending = -1;
  }

  private int append(byte[] b, int from, int to) {
    int n = to - from;
    if (length + n > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, length + n));
    }
    System.arraycopy(b, from, text, length, n);
    int at = length;
    length += n;
    return at;
  }
}
