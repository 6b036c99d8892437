package dev.stuckpod.cli.verdicts;

import java.util.Map;
import java.util.Objects;

/** Each kind of finding in a sentence, for who has not met it. */
final class Meaning {

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              "channel-and-lock",
              "Somebody keeps a lock while waiting for a message, a worker or a result, and whoever"
                  + " should send it waits for that lock."),
          Map.entry(
              "ab-ba", "Two or more take the same locks in different orders, and each has one."),
          Map.entry(
              "double-locking",
              "Somebody waits for a lock that they have themselves: Go's locks and some of others"
                  + " are not re-entrant."),
          Map.entry(
              "rwr",
              "Somebody who reads wants to read again; a writer has queued up in between, and new"
                  + " readers queue behind the writer."),
          Map.entry(
              "lock-upgrade",
              "Somebody who has a lock to read wants it to write, and waits for the last reader to"
                  + " leave: themselves."),
          Map.entry(
              "class-init",
              "Two threads initialize two classes that need each other; the JVM locks a class while"
                  + " it is initialized."),
          Map.entry(
              "channel",
              "Those who send and those who should receive wait for each other, or nobody is left"
                  + " who would receive."),
          Map.entry(
              "nil-channel",
              "Somebody waits at a channel that is nil, or in a select without a case: for ever,"
                  + " says the language."),
          Map.entry(
              "condition-variable",
              "Somebody waits to be notified, and whoever would do so has gone, or has done so"
                  + " before anybody waited."),
          Map.entry(
              "waitgroup",
              "Somebody waits until a group is done, and one of its members cannot end; it may be"
                  + " the one who waits."),
          Map.entry(
              "unlock-missing",
              "Whoever has locked it is on no stack any more: a function has returned without"
                  + " giving the lock back."),
          Map.entry(
              "pool-exhausted",
              "All workers, slots or permits are taken by those who wait for another one of the"
                  + " same pool."),
          Map.entry(
              "connection-pool",
              "All connections of a pool are taken, and those who have one ask for a second one."),
          Map.entry(
              "leak",
              "Ever more wait for what will not come; each keeps its memory and what it has."),
          Map.entry(
              "convoy",
              "Everybody needs one lock, and it is held for longer than the load allows: they move,"
                  + " one at a time."),
          Map.entry(
              "lock-across-io",
              "A lock is kept while waiting for the network or a disk; everybody else waits as long"
                  + " as that takes."),
          Map.entry(
              "log-blocked",
              "A logger has a lock while it writes, and nobody reads the other end: whoever logs"
                  + " waits."),
          Map.entry(
              "finalizer-blocked",
              "The thread that finalizes objects is stuck in one of them, so all others stay in"
                  + " memory."),
          Map.entry("busy-loop", "A thread runs on one spot and gets nowhere."),
          Map.entry("waiting-on-peer", "Everybody waits for the answer of another program."),
          Map.entry(
              "orphan-lock",
              "Many wait for a lock that nobody is seen to hold. A dump by memory of the same"
                  + " program tells more: [unlock-missing](#unlock-missing)."),
          Map.entry("pile-up", "Very many stand at one line, and the dump does not say what for."));

  private Meaning() {}

  static String of(String kind) {
    return Objects.requireNonNull(MEANINGS.get(kind), "write a meaning of " + kind);
  }
}
