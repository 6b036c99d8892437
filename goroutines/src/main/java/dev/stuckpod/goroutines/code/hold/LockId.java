package dev.stuckpod.goroutines.code.hold;

import dev.stuckpod.goroutines.code.value.Kind;

/** A lock of a process, and how it is held. */
public record LockId(Kind kind, long address) {}
