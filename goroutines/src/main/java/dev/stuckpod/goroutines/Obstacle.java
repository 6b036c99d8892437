package dev.stuckpod.goroutines;

/** Why a process cannot be read; most common causes first. */
public enum Obstacle {
  /** The kernel's Yama module lets only ancestors of a process read its memory. */
  YAMA,
  /** It runs as another user than the reader. */
  OTHER_USER,
  /** It runs as the same user, but in another group. */
  OTHER_GROUP,
  /** It has capabilities that the reader has not. */
  MORE_CAPABILITIES,
  /** It has made itself unreadable, or the kernel did: prctl(PR_SET_DUMPABLE), setuid. */
  NOT_DUMPABLE,
  /** Its Go version is too old, or its memory is not laid out as that version's is. */
  UNKNOWN_GO_VERSION,
  /** It is not a Go program that a Go linker has made, or not a 64-bit one of a known processor. */
  NOT_GO,
  /** Its file may be executed but not read, and its memory does not make up for it. */
  EXEC_ONLY,
  /** It has loaded Go plugins, or its runtime is in a shared library. */
  PLUGIN,
  /** Its memory makes no sense, or the system forbids to read it for a reason it does not tell. */
  UNREADABLE,
  /** It has ended. */
  GONE
}
