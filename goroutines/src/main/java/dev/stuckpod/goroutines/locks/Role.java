package dev.stuckpod.goroutines.locks;

/** How a goroutine waits: in which of the queues of what it waits for. */
public enum Role {
  /** For a Mutex (src/sync/mutex.go). */
  MUTEX(Kind.MUTEX, 4, "queue", ""),
  /** To read a RWMutex: its readerSem (src/sync/rwmutex.go). */
  READER(Kind.RW_MUTEX, 12, "readers", ", to read"),
  /** To write a RWMutex, once those who read it have left: its writerSem. */
  WRITER(Kind.RW_MUTEX, 8, "writer", ", to write"),
  /** To write a RWMutex that another writes or is about to write: the semaphore of its Mutex. */
  NEXT_WRITER(Kind.RW_MUTEX, 4, "writers", ", to write after another"),
  /** For a WaitGroup (src/sync/waitgroup.go). */
  DONE(Kind.WAIT_GROUP, 8, "queue", ""),
  /** For the function of a Once (src/sync/once.go): the semaphore of its Mutex. */
  ONCE(Kind.ONCE, 8, "queue", ""),
  /** For a Cond (src/sync/cond.go): its list of those to be notified. */
  NOTIFIED(Kind.COND, 16, "queue", ""),
  /** To receive from a channel. */
  RECEIVER(Kind.CHANNEL, 0, "receivers", ", to receive"),
  /** To send to a channel. */
  SENDER(Kind.CHANNEL, 0, "senders", ", to send"),
  /** For a semaphore of something else. */
  OTHER(Kind.SEMAPHORE, 0, "queue", "");

  private final Kind kind;
  private final int queue;
  private final String name;
  private final String words;

  Role(Kind kind, int queue, String name, String words) {
    this.kind = kind;
    this.queue = queue;
    this.name = name;
    this.words = words;
  }

  /** Gives what is waited for. */
  public Kind kind() {
    return kind;
  }

  /** Gives the distance between what is waited for and what the runtime was told to wait at. */
  public int queue() {
    return queue;
  }

  /** Gives the name of the queue. */
  public String queueName() {
    return name;
  }

  /** Gives what is printed behind the address. */
  public String words() {
    return words;
  }

  /** Whether those who wait so are in the runtime's table of semaphores. */
  public boolean isAtSemaphore() {
    return kind != Kind.COND && kind != Kind.CHANNEL;
  }
}
