package dev.stuckpod.goroutines.sightings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with one record per place in the list of goroutines: the goroutine's number and where it
 * stood, or zeros where nothing is known. Before them, the process and when the reading ended.
 */
public final class Sightings implements AutoCloseable {

  private static final long MAGIC = 0x31736769736f6701L;
  private static final int HEADER = 32;
  private static final int RECORD = 16;

  private final FileChannel file;
  private final ByteBuffer header =
      ByteBuffer.allocateDirect(HEADER).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer records;
  private int from;
  private int count;

  private Sightings(FileChannel file, int piece) {
    this.file = file;
    records = ByteBuffer.allocateDirect(RECORD * piece).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Makes a file, or takes an old one.
   *
   * @param piece how many records are held in memory
   */
  public static Sightings create(Path path, int piece) throws IOException {
    return new Sightings(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
        piece);
  }

  /**
   * Opens a file that was made before.
   *
   * @param process identifies the process
   * @throws IOException also where it is of another process
   */
  public static Sightings open(Path path, int piece, long process) throws IOException {
    var sightings =
        new Sightings(
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE), piece);
    sightings.readFully(sightings.header, 0);
    if (sightings.header.limit() < HEADER
        || sightings.header.getLong(0) != MAGIC
        || sightings.header.getLong(8) != process) {
      sightings.close();
      throw new IOException(path + " has no sightings of this process");
    }
    return sightings;
  }

  /** Gives when the reading ended, in CLOCK_MONOTONIC nanoseconds. */
  public long time() {
    return header.getLong(16);
  }

  /** Tells how many records there are. */
  public int size() throws IOException {
    return (int) Math.min((file.size() - HEADER) / RECORD, Integer.MAX_VALUE);
  }

  /** Reads a piece; what is beyond the end is zeros. */
  public void load(int first, int many) throws IOException {
    begin(first, many);
    readFully(records, HEADER + (long) RECORD * first);
    int there = records.limit();
    records.limit(RECORD * many);
    for (int i = there; i < records.limit(); i++) {
      records.put(i, (byte) 0);
    }
  }

  /** Begins a piece that is all zeros. */
  public void begin(int first, int many) {
    from = first;
    count = many;
    records.clear().limit(RECORD * many);
    for (int i = 0; i < records.limit(); i += 8) {
      records.putLong(i, 0);
    }
  }

  /** Gives a goroutine's number, 0 where nothing is known. */
  public long goid(int i) {
    return records.getLong(RECORD * i);
  }

  /** Gives where it stood. */
  public long stand(int i) {
    return records.getLong(RECORD * i + 8);
  }

  /** Notes a goroutine in the piece. */
  public void set(int i, long goid, long stand) {
    records.putLong(RECORD * i, goid).putLong(RECORD * i + 8, stand);
  }

  /** Writes the piece. */
  public void store() throws IOException {
    records.clear().limit(RECORD * count);
    writeFully(records, HEADER + (long) RECORD * from);
  }

  /**
   * Writes what identifies the file, when all pieces are written, and cuts what was there before.
   */
  public void finish(long process, long time, int size) throws IOException {
    header.clear();
    header.putLong(0, MAGIC).putLong(8, process).putLong(16, time);
    writeFully(header, 0);
    file.truncate(HEADER + (long) RECORD * size);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void readFully(ByteBuffer into, long at) throws IOException {
    into.position(0);
    while (into.hasRemaining() && file.read(into, at + into.position()) > 0) {}
    into.flip();
  }

  private void writeFully(ByteBuffer from, long at) throws IOException {
    while (from.hasRemaining()) {
      file.write(from, at + from.position());
    }
  }
}
