package dev.stuckpod.analysis;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes a small dump as it is read from a Go process's memory. */
final class MemoryText {
  private final StringBuilder goroutines = new StringBuilder();
  private final StringBuilder notes = new StringBuilder();
  private String note = "";
  private String channels = "";
  private String creator = "main.main in goroutine 1";
  private int count;

  /** From here on goroutines have not run since a first sample. */
  MemoryText still() {
    note = "\t# has not run for 5.0s\n";
    return this;
  }

  /** From here on the heap was searched, and nothing refers to what they wait for. */
  MemoryText unreached() {
    note =
        "\t# has not run for 5.0s\n\t# out of reach: nothing but goroutines parked for ever refers"
            + " to what it waits for, in two readings 5.2s apart\n";
    return this;
  }

  /** From here on they have run, or there was no first sample. */
  MemoryText ran() {
    note = "";
    return this;
  }

  /** From here on goroutines were started by a call, such as {@code main.run in goroutine 7}. */
  MemoryText startedBy(String call) {
    creator = call;
    return this;
  }

  /** The next one waits at channels, such as {@code channel: 0xc000104000 (0/0)}. */
  MemoryText at(String line) {
    channels = "\t# " + line + '\n';
    return this;
  }

  /** One that selects. */
  MemoryText selects(int id, String... calls) {
    return goroutine(
        id,
        "select",
        """
        runtime.selectgo(0xc000161fa8, 0xc000161f90, 0x0?, 0x0, 0x0?, 0x1)
        \truntime/select.go:351 +0xaa5
        """,
        calls);
  }

  /** One that waits for a Mutex. */
  MemoryText locks(int id, long mutex, String... calls) {
    return goroutine(
        id,
        "sync.Mutex.Lock",
        """
        runtime.semacquire1(0x%x, 0x0, 0x3, 0x2, 0x16)
        \truntime/sema.go:192 +0x232
        internal/sync.runtime_SemacquireMutex(0x0?, 0x0?, 0x0?)
        \truntime/sema.go:95 +0x25
        internal/sync.(*Mutex).lockSlow(0x%x)
        \tinternal/sync/mutex.go:149 +0x15d
        internal/sync.(*Mutex).Lock(...)
        \tinternal/sync/mutex.go:70
        sync.(*Mutex).Lock(...)
        \tsync/mutex.go:46
        """
            .formatted(mutex + 4, mutex),
        calls);
  }

  /** One that waits to read. */
  MemoryText reads(int id, long lock, String... calls) {
    return goroutine(
        id,
        "sync.RWMutex.RLock",
        """
        runtime.semacquire1(0x%x, 0x0, 0x3, 0x0, 0x17)
        \truntime/sema.go:192 +0x232
        sync.runtime_SemacquireRWMutexR(0x0?, 0x0?, 0x0?)
        \truntime/sema.go:100 +0x25
        sync.(*RWMutex).RLock(...)
        \tsync/rwmutex.go:74
        """
            .formatted(lock + 12),
        calls);
  }

  /** One that waits for readers to leave. */
  MemoryText writes(int id, long lock, String... calls) {
    return goroutine(
        id,
        "sync.RWMutex.Lock",
        """
        runtime.semacquire1(0x%x, 0x0, 0x3, 0x0, 0x18)
        \truntime/sema.go:192 +0x232
        sync.runtime_SemacquireRWMutex(0x0?, 0x0?, 0x0?)
        \truntime/sema.go:105 +0x25
        sync.(*RWMutex).Lock(0x%x)
        \tsync/rwmutex.go:155 +0x6a
        """
            .formatted(lock + 8, lock),
        calls);
  }

  /** One that waits for a WaitGroup. */
  MemoryText joins(int id, long group, String... calls) {
    return goroutine(
        id,
        "sync.WaitGroup.Wait",
        """
        runtime.semacquire1(0x%x, 0x0, 0x1, 0x0, 0x19)
        \truntime/sema.go:192 +0x232
        sync.runtime_SemacquireWaitGroup(0x0?, 0x0?)
        \truntime/sema.go:114 +0x2e
        sync.(*WaitGroup).Wait(0x%x)
        \tsync/waitgroup.go:206 +0x85
        """
            .formatted(group + 8, group),
        calls);
  }

  /** One that sends to a channel. */
  MemoryText sends(int id, long channel, String... calls) {
    return goroutine(
        id,
        "chan send",
        """
        runtime.chansend(0x%x, 0xc000180000, 0x1, 0x1?)
        \truntime/chan.go:283 +0x3fc
        runtime.chansend1(0x0?, 0x0?)
        \truntime/chan.go:161 +0x17
        """
            .formatted(channel),
        calls);
  }

  /** One that receives from a channel. */
  MemoryText receives(int id, long channel, String... calls) {
    return goroutine(
        id,
        "chan receive",
        """
        runtime.chanrecv(0x%x, 0x0, 0x1)
        \truntime/chan.go:667 +0x4ae
        runtime.chanrecv1(0x0?, 0x0?)
        \truntime/chan.go:509 +0x12
        """
            .formatted(channel),
        calls);
  }

  /** One that reads from a socket. */
  MemoryText polls(int id, String... calls) {
    return goroutine(
        id,
        "IO wait",
        """
        internal/poll.runtime_pollWait(0x7fccdd028e00, 0x72)
        \truntime/netpoll.go:351 +0x85
        internal/poll.(*FD).Read(0xc0001a2000, {0xc0001b0000, 0x1000, 0x1000})
        \tinternal/poll/fd_unix.go:165 +0x279
        """,
        calls);
  }

  /** One that sleeps. */
  MemoryText sleeps(int id, String... calls) {
    return goroutine(id, "sleep", "time.Sleep(0x12a05f200)\n\truntime/time.go:338 +0x165\n", calls);
  }

  /**
   * One in any state.
   *
   * @param calls such as {@code main.work(0x1) app.go:12}, the innermost first
   */
  MemoryText goroutine(int id, String state, String above, String... calls) {
    goroutines.append("goroutine %d gp=0xc%09x m=nil [%s]:\n".formatted(id, id, state));
    if (!state.startsWith("run")) {
      goroutines.append("runtime.gopark(0x0?, 0x0?, 0x0?, 0x0?, 0x0?)\n");
      goroutines.append("\truntime/proc.go:462 +0xce\n");
    }
    goroutines.append(above);
    for (String call : calls) {
      int at = call.lastIndexOf(' ');
      goroutines.append("%s\n\t%s +0x1\n".formatted(call.substring(0, at), call.substring(at + 1)));
    }
    goroutines.append("runtime.goexit({})\n\truntime/asm_amd64.s:1771 +0x1\n");
    goroutines.append("created by %s\n\tmain.go:9 +0x1\n".formatted(creator));
    goroutines.append(channels).append(note).append('\n');
    channels = "";
    count++;
    return this;
  }

  /** Says something of a lock, and who holds it. */
  MemoryText says(String lock, String... holders) {
    notes.append("# ").append(lock).append('\n');
    for (String holder : holders) {
      notes.append("#   ").append(holder).append('\n');
    }
    return this;
  }

  /** Gives the dump. */
  @Override
  public String toString() {
    return "# goroutines of pid 5669, go1.26.8 linux/amd64, read from memory\n\n%s%s# end: %d goroutines\n"
        .formatted(goroutines, notes, count);
  }

  InputStream in() {
    return new ByteArrayInputStream(toString().getBytes(StandardCharsets.UTF_8));
  }
}
