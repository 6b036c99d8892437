package dev.stuckpod.dumps;

/** Keeps both in one place, where they share the room. */
public interface RawStore extends DumpStore, ReadingStore {}
