package dev.stuckpod.operator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The log of one container of a pod, with timestamps, as the API server gives it: the newest file
 * only, and that of the container that ran before.
 */
public interface ContainerLog {

  /**
   * Opens the log of the running container and follows it; returns once the API server has
   * answered.
   *
   * @param since null: from now on, with the last few lines
   */
  InputStream follow(@Nullable Instant since) throws IOException;

  /** Opens what there is of the container's log now. */
  InputStream current(Instant since) throws IOException;

  /** Opens the log of the container that ran before this one. */
  InputStream previous(Instant since) throws IOException;

  /**
   * Opens the log of the running container from its file's first line and follows it, on a
   * connection of its own: what is not read yet waits at the other end.
   */
  InputStream followAll() throws IOException;

  /** Opens the file that the running container's log is in now. */
  InputStream currentAll() throws IOException;

  /** Opens the file that the log of the container that ran before was last in. */
  InputStream previousAll() throws IOException;
}
