package dev.stuckpod.operator.incident.edge;

import dev.stuckpod.operator.capture.ContainerLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The log of a container that is gone: there is what was read of it, and no more. */
final class NoLog implements ContainerLog {

  @Override
  public InputStream follow(@Nullable Instant since) throws IOException {
    throw gone();
  }

  @Override
  public InputStream current(Instant since) throws IOException {
    throw gone();
  }

  @Override
  public InputStream previous(Instant since) throws IOException {
    throw gone();
  }

  @Override
  public InputStream followAll() throws IOException {
    throw gone();
  }

  @Override
  public InputStream currentAll() throws IOException {
    throw gone();
  }

  @Override
  public InputStream previousAll() throws IOException {
    throw gone();
  }

  private static IOException gone() {
    return new FileNotFoundException("the container is gone, and its log with it");
  }
}
