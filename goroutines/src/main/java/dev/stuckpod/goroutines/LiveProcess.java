package dev.stuckpod.goroutines;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A live Go process whose goroutines can be read. Not for several threads at once. */
public final class LiveProcess implements AutoCloseable {

  private LiveProcess() {}

  /**
   * Opens {@code exe}, {@code mem} and {@code auxv} of a process, read-only, and makes sure that
   * this is a Go program of a known version. Of the process's memory only the data of its
   * executable is looked at.
   *
   * @param procOfPid such as {@code /proc/1234}
   * @throws UnreadableException with the reason and what helps
   * @throws IOException if the files fail in another way
   */
  public static LiveProcess open(Path procOfPid) throws UnreadableException, IOException {
    throw new UnreadableException(Obstacle.UNREADABLE, "not yet: " + procOfPid);
  }

  /** Tells the version that the program was built with, such as {@code go1.26.8}. */
  public String goVersion() {
    return "";
  }

  /**
   * Writes one dump in the form in which the Go runtime prints one upon SIGQUIT, streamed.
   *
   * @param out gets the text; it is not closed
   * @return what was read; not complete where the process ended meanwhile
   * @throws UnreadableException where its memory makes no sense; nothing is written then
   * @throws IOException if out, or a file of sightings, fails
   */
  public Reading dump(OutputStream out, Options options) throws UnreadableException, IOException {
    throw new UnreadableException(Obstacle.UNREADABLE, "not yet");
  }

  /**
   * Looks again, at a fraction of a dump's cost, whether goroutines have run since a reading, and
   * forgets those that have. To be called a few times, unevenly spaced, between two readings: the
   * runtime counts the runs of a goroutine in one byte only.
   *
   * @param sightings written by {@link #dump}
   * @return how many goroutines still have not run
   * @throws UnreadableException where the process has ended or its memory makes no sense
   * @throws IOException if the file fails, or is not of this process
   */
  public long glance(Path sightings) throws UnreadableException, IOException {
    throw new UnreadableException(Obstacle.UNREADABLE, "not yet");
  }

  @Override
  public void close() throws IOException {}
}
