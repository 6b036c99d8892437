package dev.stuckpod.goroutines.code.value;

/** What is held. */
public enum Kind {
  /** A sync.Mutex. */
  MUTEX,
  /** A sync.RWMutex, to write. */
  WRITE,
  /** A sync.RWMutex, to read. */
  READ,
  /** One of a sync.WaitGroup's count. */
  COUNT,
  /** What the first method of an interface locks; it is known once the interface's value is. */
  INTERFACE,
  /** What calling a closure does; it is known once the closure is. */
  CLOSURE;

  /** Whether nobody can hold it twice. */
  public boolean isExclusive() {
    return this == MUTEX || this == WRITE;
  }

  /** Whether this stands for what only the process can tell. */
  public boolean isOpen() {
    return this == INTERFACE || this == CLOSURE;
  }
}
