package dev.stuckpod.analysis.model.lock;

/**
 * The other end of connections that routines of this process have opened and wait at, as only
 * memory and the kernel's tables tell.
 *
 * @param address such as {@code 10.0.0.7:5432}; empty for several that are only counted
 * @param count how many routines wait for it
 */
public record Peer(String address, int count) {}
