package dev.stuckpod.goroutines.locks;

import dev.stuckpod.goroutines.memory.Block;
import dev.stuckpod.goroutines.memory.Memory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads words. Their places are the same from Go 1.18 on, on every 64-bit processor. */
public final class Words {

  private static final int CHANNEL = 32;
  private static final int COUNT = 8;
  private static final int READER_COUNT = 16;

  /** The highest bit tells from Go 1.25 on whether it is part of a test of time. */
  private static final int WAITERS = 0x7fffffff;

  private final Memory memory;
  private final Block bytes = new Block(CHANNEL);

  /** Reads from a memory. */
  public Words(Memory memory) {
    this.memory = memory;
  }

  /** Reads one; null where nothing can be read. */
  public @Nullable Word read(Kind kind, long address) throws IOException {
    return switch (kind) {
      case MUTEX -> load(address, 4) ? mutex(0) : null;
      case RW_MUTEX ->
          load(address, READER_COUNT + 8)
              ? new Word.RwMutex(mutex(0), bytes.i32(READER_COUNT), bytes.i32(READER_COUNT + 4))
              : null;
      case WAIT_GROUP ->
          load(address, 8) ? new Word.WaitGroup(bytes.i32(4), bytes.i32(0) & WAITERS) : null;
      case ONCE -> load(address, 8) ? new Word.Once(bytes.u8(0) != 0, mutex(4)) : null;
      case COND ->
          load(address, 24) ? new Word.Cond(bytes.u64(8), bytes.i32(16) - bytes.i32(20)) : null;
      case CHANNEL ->
          load(address, CHANNEL)
              ? new Word.Channel(bytes.u64(0), bytes.u64(COUNT), bytes.i32(28) != 0)
              : null;
      case SEMAPHORE -> load(address, 4) ? new Word.Unknown() : null;
    };
  }

  private boolean load(long address, int length) throws IOException {
    return bytes.load(memory, address, length);
  }

  private Word.Mutex mutex(int at) {
    int state = bytes.i32(at);
    return new Word.Mutex((state & 1) != 0, (state & 4) != 0, state >> 3);
  }
}
