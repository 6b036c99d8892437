package dev.stuckpod.analysis.hotspot.form;

import dev.stuckpod.analysis.format.DumpParser;
import dev.stuckpod.analysis.format.Form;
import dev.stuckpod.analysis.format.Limits;
import dev.stuckpod.analysis.line.Bytes;
import org.jspecify.annotations.Nullable;

/** The forms in which HotSpot prints threads. */
public enum HotSpotForm implements Form {
  /** SIGQUIT, jstack, jcmd Thread.print, and what looks like it: agent, ThreadMXBean, IntelliJ. */
  THREADS("F\"TD ") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return switch (b[from]) {
        case 'F' -> HotSpotVersions.isTitle(b, from, to);
        case ' ' -> HotSpotDumpParser.isState(b, from, to);
        case 'D' -> Bytes.startsWith(b, from, to, AgentLines.START);
        case 'T' -> AgentLines.header(b, from, to) != null;
        default -> HotSpotHeader.isStart(b, from, to) || BeanHeader.parse(b, from, to) != null;
      };
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new HotSpotDumpParser(limits);
    }
  },
  /** What JRockit prints, a JVM that has gone: its dumps are still about. */
  JROCKIT("=") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return Bytes.startsWith(b, from, to, JRockitParser.START);
    }

    @Override
    public DumpParser parser(Limits limits, @Nullable String version) {
      return new JRockitParser(limits);
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
  },
  /** What the ThreadMXBean says, as JSON: Spring Boot's actuator. */
  BEANS("{ \"") {
    @Override
    public boolean starts(byte[] b, int from, int to) {
      return BeanJsonParser.isStart(b, from, to, false);
    }

    // other dumps have a list of threads, too
    @Override
    public boolean startsLater(byte[] b, int from, int to) {
      return BeanJsonParser.isStart(b, from, to, true);
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
      return new BeanJsonParser(limits);
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
