package dev.stuckpod.dumps;

import dev.stuckpod.crds.v1alpha1.DumpAnalysis;
import dev.stuckpod.crds.v1alpha1.LoadTestWindow;
import dev.stuckpod.crds.v1alpha1.RawDump;
import dev.stuckpod.dumps.DumpStoreException.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Keeps dumps in RawDump parts, two dumps at a time: a part takes several megabytes of memory while
 * it is sent.
 */
final class RawDumpStore implements RawStore {

  private static final int AT_ONCE = 2;

  private final KubernetesClient client;
  private final Semaphore sending = new Semaphore(AT_ONCE, true);

  /** Keeps them with a client. */
  RawDumpStore(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Stored place(DumpAnalysis analysis, int index, PackedDump dump) {
    return new Stored(
        RawDumpNames.dump(analysis.getMetadata().getName(), index, dump.gzipSha256()),
        RawDumpWriter.storedBytes(dump.gzipBytes()));
  }

  @Override
  public Stored keep(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException {
    return write(new Owner.Analysis(analysis), place(analysis, index, dump), dump);
  }

  @Override
  public Stored place(LoadTestWindow window, PackedDump readings) {
    return new Stored(
        RawDumpNames.readings(window.getMetadata().getName(), readings.gzipSha256()),
        RawDumpWriter.storedBytes(readings.gzipBytes()));
  }

  @Override
  public Stored keep(LoadTestWindow window, PackedDump readings) throws DumpStoreException {
    return write(new Owner.Window(window), place(window, readings), readings);
  }

  private Stored write(Owner owner, Stored place, PackedDump dump) throws DumpStoreException {
    sending.acquireUninterruptibly();
    try {
      new RawDumpWriter(client).write(owner, place.name(), dump);
      return place;
    } catch (IOException e) {
      throw new DumpStoreException(Reason.FILE, e);
    } catch (KubernetesClientException e) {
      throw new DumpStoreException(Reason.NOT_KEPT, e);
    } finally {
      sending.release();
    }
  }

  @Override
  public InputStream open(String namespace, String name) throws DumpStoreException {
    try {
      return new Translating(new RawDumpReader(client).open(namespace, name));
    } catch (IOException e) {
      throw new DumpStoreException(Reason.UNREADABLE, e);
    } catch (KubernetesClientException e) {
      throw new DumpStoreException(Reason.UNANSWERED, e);
    }
  }

  @Override
  public void forget(DumpAnalysis analysis, int index, PackedDump dump) throws DumpStoreException {
    delete(
        analysis.getMetadata().getNamespace(),
        RawDump.DUMP_LABEL,
        place(analysis, index, dump).name());
  }

  @Override
  public void forgetAll(String namespace, String analysis) throws DumpStoreException {
    delete(namespace, RawDump.DUMP_ANALYSIS_LABEL, analysis);
  }

  @Override
  public void forgetReadings(String namespace, String window) throws DumpStoreException {
    delete(namespace, RawDump.LOAD_TEST_WINDOW_LABEL, window);
  }

  private void delete(String namespace, String label, String name) throws DumpStoreException {
    try {
      client
          .resources(RawDump.class)
          .inNamespace(namespace)
          .withLabel(label, RawDumpNames.label(name))
          .delete();
    } catch (KubernetesClientException e) {
      throw new DumpStoreException(Reason.UNANSWERED, e);
    }
  }

  /**
   * An API server that fails in the middle of a dump is told from a part that is missing. Whoever
   * may create RawDumps may create others than ours: no more is read than is kept.
   */
  private static final class Translating extends FilterInputStream {
    private long left = PackedDump.LARGEST + (1 << 20);

    Translating(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int read = super.read(buffer, offset, length);
        left -= Math.max(0, read);
        if (left < 0) {
          throw new IOException("it is larger than any that is kept");
        }
        return read;
      } catch (KubernetesClientException e) {
        throw new DumpStoreException(Reason.UNANSWERED, e);
      }
    }
  }
}
