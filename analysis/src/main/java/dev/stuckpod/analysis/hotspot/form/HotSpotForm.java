package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/** The forms in which HotSpot prints threads. */
public enum HotSpotForm implements Form {
  /** SIGQUIT, jstack, jcmd Thread.print. */
  THREADS("F") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return Bytes.startsWith(b, from, to, HotSpotDumpParser.START);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new HotSpotDumpParser(limits);
    }
  },
  /** The text of jcmd Thread.dump_to_file. */
  FILE("#") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return ThreadFileParser.isStart(b, from, to);
    }

    // its threads are numbered as many other things are: without a head they begin nothing
    @Override
    public boolean startsLater(byte[] b, int from, int to) {
      return false;
    }

    @Override
    public Head head() {
      return new ThreadFileHead();
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new ThreadFileParser(limits, version);
    }
  },
  /** The same as JSON. */
  JSON("{ \"") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return ThreadJsonParser.isStart(b, from, to);
    }

    @Override
    public boolean isAlone() {
      return true;
    }

    @Override
    public boolean isOneLine() {
      return true;
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new ThreadJsonParser(limits);
    }
  };

  private final String firstBytes;

  HotSpotForm(String firstBytes) {
    this.firstBytes = firstBytes;
  }

  @Override
  public String firstBytes() {
    return firstBytes;
  }
}
