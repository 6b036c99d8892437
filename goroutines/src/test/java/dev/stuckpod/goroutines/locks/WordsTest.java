package dev.stuckpod.goroutines.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stuckpod.goroutines.memory.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits of src/sync, and in which of their states anything follows from them. */
class WordsTest {

  private static final long ADDRESS = 0xc000012004L;
  private static final int ROOM = 64;

  private final ByteBuffer bytes = ByteBuffer.allocate(ROOM).order(ByteOrder.LITTLE_ENDIAN);
  private final Words words = new Words(new Bytes(ADDRESS, bytes));

  @ParameterizedTest
  @CsvSource({
    // state, locked, starving, waiters, settled
    "9, true, false, 1, true",
    "43, true, false, 5, true",
    "45, true, true, 5, true",
    "8, false, false, 1, false",
    "12, false, true, 1, false",
    "1, true, false, 0, false",
    "0, false, false, 0, false",
    "-1, true, true, -1, false",
  })
  void aMutexIsLockedForWhoeverWaits(
      int state, boolean locked, boolean starving, int waiters, boolean settled)
      throws IOException {
    bytes.putInt(0, state);

    Word word = word(Kind.MUTEX);

    assertThat(word).isEqualTo(new Word.Mutex(locked, starving, waiters));
    assertThat(word.isSettled(Role.MUTEX)).isEqualTo(settled);
  }

  /** A writer who was woken has yet to take its Mutex: it is not told who reads in that moment. */
  @ParameterizedTest
  @CsvSource({
    // state of the Mutex, readers, readers that are waited for; whether somebody holds it
    "0, 36, 0, true",
    "8, 36, 0, false",
    "10, 36, 0, false",
    "1, 36, 0, false",
    "0, 0, 0, false",
    "1, -1073741824, 0, true",
    "9, -1073741819, 3, true",
    "9, -1073741819, 6, false",
    "9, -1073741819, -1, false",
    "8, -1073741824, 0, false",
  })
  void aRwMutexIsHeldInStatesInWhichItStays(int state, int count, int wait, boolean held)
      throws IOException {
    rwMutex(state, count, wait);

    assertThat(word(Kind.RW_MUTEX).isHeld()).isEqualTo(held);
  }

  @ParameterizedTest
  @CsvSource({
    // state of the Mutex, readers less 2^30, readers that are waited for; whether it is settled for
    // a reader, a writer, a further writer; readers inside, readers that wait
    "1, 5, 3, true, true, false, 3, 2",
    "9, 5, 3, true, true, true, 3, 2",
    "1, 3, 3, false, true, false, 3, 0",
    "9, 3, 0, true, false, true, 0, 3",
    "9, 0, 0, false, false, true, 0, 0",
    "8, 5, 3, false, false, false, 3, 2",
    "9, 1, 3, false, false, false, 3, -2",
    "9, 5, -1, false, false, false, -1, 6",
    "9, -1, 0, false, false, false, 0, -1",
  })
  void aWriterKeepsReadersOutFromWhenItComes(
      int state,
      int count,
      int wait,
      boolean reader,
      boolean writer,
      boolean nextWriter,
      long inside,
      long outside)
      throws IOException {
    rwMutex(state, count - (1 << 30), wait);

    var word = (Word.RwMutex) word(Kind.RW_MUTEX);

    assertThat(word.isSettled(Role.READER)).isEqualTo(reader);
    assertThat(word.isSettled(Role.WRITER)).isEqualTo(writer);
    assertThat(word.isSettled(Role.NEXT_WRITER)).isEqualTo(nextWriter);
    assertThat(word.readers()).isEqualTo(inside);
    assertThat(word.waiting(Role.READER)).isEqualTo(outside);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "1, 3, 0", "9, 3, 0", "9, 0, 0", "0, 2147483647, 5"})
  void withoutAWriterNobodyWaitsForLong(int state, int count, int wait) throws IOException {
    rwMutex(state, count, wait);

    for (Role role : new Role[] {Role.READER, Role.WRITER, Role.NEXT_WRITER}) {
      assertThat(word(Kind.RW_MUTEX).isSettled(role)).isFalse();
    }
  }

  @Test
  void aWaitGroupHasACounterAndTheBitOfATestOfTime() throws IOException {
    bytes.putInt(0, 0x80000002).putInt(4, 7);

    assertThat(word(Kind.WAIT_GROUP)).isEqualTo(new Word.WaitGroup(7, 2));
    assertThat(word(Kind.WAIT_GROUP).isSettled(Role.DONE)).isTrue();
    bytes.putInt(4, 0);
    assertThat(word(Kind.WAIT_GROUP).isSettled(Role.DONE)).isFalse();
    bytes.putInt(4, -1);
    assertThat(word(Kind.WAIT_GROUP).isSettled(Role.DONE)).isFalse();
  }

  @Test
  void aOnceRunsUntilItIsDone() throws IOException {
    bytes.putInt(4, 17);

    assertThat(word(Kind.ONCE)).isEqualTo(new Word.Once(false, new Word.Mutex(true, false, 2)));
    assertThat(word(Kind.ONCE).isSettled(Role.ONCE)).isTrue();
    bytes.putInt(0, 1);
    assertThat(word(Kind.ONCE).isSettled(Role.ONCE)).isFalse();
  }

  @Test
  void aCondCountsOnOverTheEdge() throws IOException {
    bytes.putLong(8, 0xc000010000L).putInt(16, 2).putInt(20, -1);

    assertThat(word(Kind.COND)).isEqualTo(new Word.Cond(0xc000010000L, 3));
    assertThat(word(Kind.COND).isSettled(Role.NOTIFIED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // elements, capacity, closed; whether it is settled for who would send, who would receive
    "0, 0, 0, true, true",
    "3, 3, 0, true, false",
    "0, 3, 0, false, true",
    "2, 3, 0, false, false",
    "3, 3, 1, false, false",
    "-1, -1, 0, false, false",
  })
  void aChannelIsFullOrEmptyForWhoeverWaits(
      long count, long capacity, int closed, boolean sender, boolean receiver) throws IOException {
    bytes.putLong(0, count).putLong(8, capacity).putInt(28, closed);

    Word word = word(Kind.CHANNEL);

    assertThat(word).isEqualTo(new Word.Channel(count, capacity, closed != 0));
    assertThat(word.isSettled(Role.SENDER)).isEqualTo(sender);
    assertThat(word.isSettled(Role.RECEIVER)).isEqualTo(receiver);
  }

  @Test
  void whatCannotBeReadIsNothing() throws IOException {
    for (Kind kind : Kind.values()) {
      assertThat(words.read(kind, ADDRESS + ROOM - 2)).as(kind.word()).isNull();
      assertThat(words.read(kind, -8)).as(kind.word()).isNull();
    }
  }

  private void rwMutex(int state, int count, int wait) {
    bytes.putInt(0, state).putInt(16, count).putInt(20, wait);
  }

  private Word word(Kind kind) throws IOException {
    return Objects.requireNonNull(words.read(kind, ADDRESS));
  }

  @ParameterizedTest
  @CsvSource({
    // state of the Mutex, readers, readers that are waited for; readers and writers that hold it
    "0, 3, 0, true, 3, 0",
    "0, 0, 0, false, 0, 0",
    "1, 3, 0, false, 3, 0",
    "1, -1073741822, 2, true, 2, 0",
    "1, -1073741824, 0, true, 0, 1",
    "1, -1073741819, 0, true, 0, 1",
    "0, -1073741823, 1, false, 1, 0",
  })
  void aReadWriteLockIsHeldBySoMany(
      int state, int readers, int departing, boolean held, int read, int written)
      throws IOException {
    bytes.putInt(0, state).putInt(16, readers).putInt(20, departing);

    Word word = word(Kind.RW_MUTEX);

    assertThat(word.isHeld()).isEqualTo(held);
    assertThat(word.holds())
        .containsEntry(dev.stuckpod.goroutines.code.value.Kind.READ, read)
        .containsEntry(dev.stuckpod.goroutines.code.value.Kind.WRITE, written);
  }
}
