package dev.stuckpod.cli.ground;

import dev.stuckpod.text.Fit;
import dev.stuckpod.text.FitStream;
import dev.stuckpod.text.OneLine;
import dev.stuckpod.text.ScreenText;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command writes to: standard output, standard error, or a file. Nobody else writes to them,
 * and it takes nothing as it came: much of what is said was named by an app or by a cluster.
 */
public final class Console implements AutoCloseable {

  /** Clears what is right of the cursor. */
  private static final String CLEAR = "\u001b[K";

  private final PrintWriter to;

  private Console(PrintWriter to) {
    this.to = to;
  }

  /** Standard output of a command. */
  public static Console out(CommandSpec command) {
    return new Console(command.commandLine().getOut());
  }

  /** Standard error of a command. */
  public static Console err(CommandSpec command) {
    return new Console(command.commandLine().getErr());
  }

  /** Standard output of this program, for a command. */
  public static PrintWriter standardOutput() {
    return writer(System.out, "sun.stdout.encoding");
  }

  /** Standard error of this program, for a command. */
  public static PrintWriter standardError() {
    return writer(System.err, "sun.stderr.encoding");
  }

  /** As picocli makes one. */
  private static PrintWriter writer(PrintStream to, String encoding) {
    String said = System.getProperty(encoding);
    Charset charset = said == null ? Charset.defaultCharset() : Charset.forName(said);
    return new PrintWriter(new BufferedWriter(new OutputStreamWriter(to, charset)), true);
  }

  /** Whatever else is written to as a terminal is. */
  public static Console over(PrintWriter to) {
    return new Console(to);
  }

  /** A file, made new. */
  public static Console file(Path file) throws IOException {
    return new Console(new PrintWriter(Files.newBufferedWriter(file)));
  }

  /**
   * Standard output for a dump as it is. In a file or a pipe it is the same byte for byte; a
   * terminal gets what is fit for it.
   */
  public static OutputStream raw() {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    return Terminal.columns() > 0 ? new FitStream(out) : out;
  }

  /**
   * Standard output for a protocol between programs. From now on nothing else gets there: what a
   * library prints goes to standard error.
   */
  public static OutputStream protocol() {
    System.setOut(System.err);
    return new FileOutputStream(FileDescriptor.out);
  }

  /** Says one line, whatever it contains. */
  public void line(String foreign) {
    to.println(OneLine.of(foreign).text());
  }

  /** Says a word and behind a tab what it is, whatever both contain: for programs. */
  public void tabbed(String word, String about) {
    String what = OneLine.of(about).text();
    to.println(OneLine.of(word).text() + (what.isEmpty() ? "" : "\t" + what));
  }

  /** Says several lines, each whatever it contains. */
  public void lines(String foreign) {
    print(ScreenText.of(foreign));
  }

  /**
   * Writes over what was written last in this way, and leaves the line open. Only a terminal does
   * that.
   *
   * @param foreign nothing clears the line
   * @param columns of the terminal
   */
  public void over(String foreign, int columns) {
    to.print("\r" + OneLine.of(foreign).within(columns - 1).text() + CLEAR);
    to.flush();
  }

  /** Leaves a line empty. */
  public void gap() {
    to.println();
  }

  /** Writes what was made for it. */
  public void print(Fit text) {
    to.print(text.text());
  }

  /** Sees to it that it is written by now. */
  public void flush() {
    to.flush();
  }

  /** Tells whether all has been written. */
  public boolean hasFailed() {
    return to.checkError();
  }

  @Override
  public void close() {
    to.close();
  }
}
