package dev.stuckpod.goroutines.text;

import dev.stuckpod.goroutines.locks.Lock;
import dev.stuckpod.goroutines.locks.Role;
import dev.stuckpod.goroutines.locks.Word;

/** Prints what goroutines wait for, which the runtime does not tell. */
public final class LocksText {

  private LocksText() {}

  /** Prints behind a goroutine what it waits for. */
  public static void printWait(Role role, long address, Text out) {
    out.add("\t# waits for: ").add(role.kind().word()).add(' ').hex(address);
    out.add(role.words()).add('\n');
  }

  /**
   * Prints one line, behind all goroutines, and one for each holder.
   *
   * @param unread of how many goroutines it is not known what they hold
   */
  public static void print(Lock lock, long unread, Text out) {
    out.add("# ").add(lock.kind().word()).add(' ').hex(lock.address()).add(": ");
    if (lock.word() == null) {
      out.add(lock.queues().isEmpty() ? "all have run" : "in transition");
    } else {
      print(lock.word(), out);
      out.add(lock.moves() ? ", moving" : "");
    }
    for (Lock.Queue queue : lock.queues()) {
      out.add("; ").add(queue.role().queueName()).add(queue.ordered() ? "" : " unordered");
      for (Long goid : queue.goids()) {
        out.add(' ').add(goid.longValue());
      }
      out.add(queue.more() ? " ..." : "");
    }
    out.add('\n');
    lock.verdicts().forEach((mode, verdict) -> HoldersText.print(mode, verdict, unread, out));
  }

  private static void print(Word word, Text out) {
    switch (word) {
      case Word.Mutex mutex -> {
        out.add(mutex.starving() ? "locked, starving, " : "locked, ");
        out.add(mutex.waiters()).add(" waiting");
      }
      case Word.RwMutex lock -> {
        if (lock.readerCount() >= 0) {
          out.add(lock.readers()).add(" reading, ");
        } else if (lock.isPending()) {
          out.add(lock.readers()).add(" reading, a writer waits, ");
        } else {
          out.add("writing, ");
        }
        out.add(lock.waiting(Role.READER)).add(" waiting to read, ");
        out.add(lock.waiting(Role.NEXT_WRITER)).add(" more to write");
      }
      case Word.WaitGroup group ->
          out.add("counter ").add(group.counter()).add(", ").add(group.waiters()).add(" waiting");
      case Word.Once once -> out.add("running, ").add(once.mutex().waiters()).add(" waiting");
      case Word.Cond cond ->
          out.add("lock ").hex(cond.lock()).add(", ").add(cond.waiters()).add(" waiting");
      case Word.Channel channel -> out.add(channel.count()).add('/').add(channel.capacity());
      case Word.Unknown _ -> out.add("not known");
    }
  }
}
