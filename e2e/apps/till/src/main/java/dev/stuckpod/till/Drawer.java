package dev.stuckpod.till;

import java.util.concurrent.locks.ReentrantLock;

/** The cash. Guarded by a lock. */
final class Drawer {

  private final ReentrantLock lock = new ReentrantLock();
  private final Receipt slip = new Receipt();
  private long cents;

  /** Puts money in and records it while the drawer is open: the other half of the mistake. */
  void sell(Journal journal, long amount) {
    lock.lock();
    try {
      cents += amount;
      slip.sign("sale", amount);
      journal.record("sale", amount);
    } finally {
      lock.unlock();
    }
  }

  void take(long amount) {
    lock.lock();
    try {
      cents -= amount;
    } finally {
      lock.unlock();
    }
  }

  long cents() {
    lock.lock();
    try {
      return cents;
    } finally {
      lock.unlock();
    }
  }
}
