package dev.stuckpod.goroutines.code.flow;

import dev.stuckpod.goroutines.code.value.Lock;

/**
 * That code which lies ahead may acquire a lock, or release it without having acquired it first.
 */
public record Ahead(Lock lock, boolean acquires) {}
