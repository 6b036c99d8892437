package dev.stuckpod.till;

/** Every movement of money, signed so that none can be removed. Guarded by its own monitor. */
final class Journal {

  private final Receipt receipt = new Receipt();

  private long entries;

  /** Appends one movement. */
  synchronized void record(String kind, long cents) {
    receipt.sign(kind, cents);
    entries++;
  }

  /** Signs a refund and pays it out of the drawer while the journal is held: the mistake. */
  synchronized void refund(Drawer drawer, long cents) {
    receipt.sign("refund", cents);
    drawer.take(cents);
    entries++;
  }

  synchronized long entries() {
    return entries;
  }
}
