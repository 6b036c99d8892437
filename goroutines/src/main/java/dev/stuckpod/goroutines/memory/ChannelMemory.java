package dev.stuckpod.goroutines.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;

/** A file as memory: {@code /proc/pid/mem}, or a program's file with offsets as addresses. */
public final class ChannelMemory implements Memory {

  private final FileChannel channel;

  /** Reads a channel, which stays the caller's to close. */
  public ChannelMemory(FileChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(long address, ByteBuffer into) throws IOException {
    if (address < 0 || address >= LIMIT) {
      return 0;
    }
    try {
      return Math.max(channel.read(into, address), 0);
    } catch (ClosedChannelException closed) {
      throw closed;
    } catch (IOException unmapped) {
      return 0;
    }
  }
}
